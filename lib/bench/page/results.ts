import type { MeasuredBundle } from '../bundles/measure.ts';
import type { Level, Trials } from '../load/measure.ts';
import type { Cost } from '../receive/measure.ts';
import type { Requests } from '../requests/measure.ts';

export interface Results {
  readonly receive: Cost;
  readonly bundles: readonly MeasuredBundle[];
  readonly levels: readonly Level[];
  /** Megabytes, of all processes of the network. */
  readonly peakMemory: number;
  readonly trials: Trials;
  readonly requests: Requests;
}
