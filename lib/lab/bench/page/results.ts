import type { MeasuredBundle } from '../bundles/measure.ts';
import type { Growth } from '../growth/measure.ts';
import type { Level, Trials } from '../load/measure.ts';
import type { Cost } from '../receive/measure.ts';
import type { Requests } from '../requests/measure.ts';

/** What was measured. Lists without a name of their own have an entry for each run. */
export interface Results {
  readonly growth: readonly Growth[];
  readonly receive: readonly Cost[];
  readonly bundles: readonly MeasuredBundle[];
  /** Of all runs. */
  readonly levels: readonly Level[];
  /** Megabytes, of all processes of the network. */
  readonly peakMemory: readonly number[];
  readonly trials: Trials;
  readonly requests: Requests;
}
