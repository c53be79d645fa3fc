import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { queries } from './queries.ts';
import type { Watched } from './watched.ts';

export interface SavedQueriesProps {
  readonly stage: string;
  readonly watched: Watched;
}

/** Questions for CloudWatch Logs Insights, with the log groups that can answer them. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { stage, watched }: SavedQueriesProps) {
    super(scope, id);
    const save = (name: string, queryString: string, source: RegExp) =>
      new CfnQueryDefinition(this, name.replaceAll(' ', ''), {
        name: `beckn-energy-${stage}/${name}`,
        queryString,
        logGroupNames: [...watched.logGroups(source)],
      });
    save('Story of a transaction', queries.transaction, /#process$/);
    save('Callback failures by receiver', queries.callbackFailuresByReceiver, DELIVERY);
    save('Slowest callbacks', queries.slowestCallbacks, DELIVERY);
    save('Refused requests by code', queries.refusedByCode, ANYTHING_ASKED);
  }
}

export const DELIVERY = /^functions\/deliver\.ts#/;
/** Files of actions lie in no folder. */
export const ANYTHING_ASKED = /^functions\/[\w-]+\.ts#/;
