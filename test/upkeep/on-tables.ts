import { afterAll, beforeAll, describe } from 'vitest';
import { startQueues } from '../ports/sqs.ts';
import { type EngineKind, isInstalled, startTables } from '../ports/tables.ts';
import { cancelContract } from './cancelling.ts';
import { forgetContract } from './forgetting.ts';
import { redeliverContract } from './redelivering.ts';
import { restoreContract } from './restoring.ts';

/** Everything that an operator does to tables, on this engine. */
export function operationsContract(kind: EngineKind): void {
  describe.runIf(isInstalled(kind))(`on ${kind}`, () => {
    let stops: readonly (() => Promise<void>)[];
    beforeAll(async () => {
      const queues = await startQueues();
      stops = [await startTables(kind), queues.stop];
    });
    afterAll(async () => {
      for (const stop of stops) await stop();
    });

    cancelContract();
    forgetContract();
    redeliverContract();
    restoreContract();
  });
}
