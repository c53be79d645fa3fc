import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { actionNames } from '../beckn/actions.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { Deployments } from '../constructs/deployments.ts';
import { Functions } from '../constructs/functions.ts';
import type { ProviderStack } from './provider-stack.ts';
import { isGradual, type Stage } from './stage.ts';

export interface ActionsStackProps {
  readonly stage: Stage;
  readonly provider: ProviderStack;
  readonly bundles: Bundles;
}

/** What can be asked of the provider: for every action what takes a request, its queue, and what works it off. */
export class ActionsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, provider, bundles }: ActionsStackProps) {
    super(scope, id);
    const { api, deadLetters, can, process } = provider;
    const deployments = isGradual(stage) ? new Deployments(this, 'Deployments', { stage: stage.name }) : undefined;
    const functions = new Functions(this, { bundles, deployments, api, deadLetters, uses: can.identity });

    for (const action of actionNames)
      functions.accepted(
        action.replaceAll('_', '-'),
        { [`/bpp/${action}`]: ['POST'] },
        { receive: can.registry, process: process.actions[action] },
      );
  }
}
