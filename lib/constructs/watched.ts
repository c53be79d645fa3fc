import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { actionNames } from '../beckn/actions.ts';
import { PlatformFunction } from './platform-function.ts';
import { PublicApi } from './public-api.ts';
import { QueuedFunction } from './queued-function.ts';
import { WorkQueue } from './work-queue.ts';

/** What there is to watch, as the construct tree has it: nothing that is added has to be named here. */
export class Watched {
  readonly functions: readonly PlatformFunction[];
  readonly work: readonly WorkQueue[];
  readonly apis: readonly PublicApi[];
  /** Where messages end that nobody could process. */
  readonly lastQueues: readonly Queue[];

  constructor(scopes: readonly IConstruct[]) {
    const all = scopes.flatMap(({ node }) => node.findAll());
    this.functions = all.filter((construct) => construct instanceof PlatformFunction);
    this.work = all.filter((construct) => construct instanceof WorkQueue);
    this.apis = all.filter((construct) => construct instanceof PublicApi);
    const working = new Set(this.work.map(({ queue }) => queue));
    this.lastQueues = all.filter((construct) => construct instanceof Queue).filter((queue) => !working.has(queue));
  }

  /** The queues of what buyers can ask for, by action. */
  get actions(): readonly (readonly [action: string, work: WorkQueue])[] {
    return actionNames.flatMap((action) =>
      this.functions
        .filter(({ source }) => source === `functions/${action.replaceAll('_', '-')}.ts#process`)
        .flatMap((found) => (found instanceof QueuedFunction ? [[action, found.work] as const] : [])),
    );
  }

  /** Where functions log, by what their sources look like. */
  logGroups(source: RegExp): readonly string[] {
    return this.functions.filter((one) => source.test(one.source)).map(({ logGroup }) => logGroup.logGroupName);
  }
}

/** What to call a part on a graph: `SearchProcess`. */
export const labelOf = ({ node }: IConstruct): string => node.path.split('/').slice(1, 2).join();
