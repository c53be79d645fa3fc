import { CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { PlatformDashboard } from '../constructs/platform-dashboard.ts';
import { SavedQueries } from '../constructs/saved-queries.ts';
import { WatchAlarms } from '../constructs/watch-alarms.ts';
import { Watched } from '../constructs/watched.ts';
import type { Stage } from './stage.ts';

export interface WatchStackProps {
  readonly stage: Stage;
  /** The stacks to watch. */
  readonly stacks: readonly IConstruct[];
}

/** What an operator watches: the dashboard, questions for the log, alarms of the whole. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { stage, stacks }: WatchStackProps) {
    super(scope, id);
    // A dashboard must not keep a function from being removed (decision 23). The emulator knows no weak references.
    CrossStackReferences.of(this).consume(
      stage.emulator === undefined ? ReferenceStrength.WEAK : ReferenceStrength.STRONG,
    );
    const watched = new Watched(stacks);
    new WatchAlarms(this, 'Alarms', { stage: stage.name });
    new SavedQueries(this, 'Queries', { stage: stage.name, watched });
    new PlatformDashboard(this, 'Watch', { stage: stage.name, watched });
  }
}
