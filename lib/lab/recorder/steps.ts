import { setTimeout as sleep } from 'node:timers/promises';
import { isAction } from '../../beckn/actions.ts';
import type { Network } from '../journey/network.ts';
import type { Call } from './call.ts';
import type { RecordedNetwork } from './network.ts';
import type { Run } from './recorder.ts';

/** Something that happens to an order, and what the provider asked of the cloud because of it. */
export interface Step {
  readonly name: string;
  /** The action that a buyer asked for; undefined for what partners and time do. */
  readonly action?: string;
  readonly calls: readonly Call[];
  /** Whoever was at work meanwhile. */
  readonly runs: readonly Run[];
}

const QUIET_MS = 400;

/** A network that notes what each thing done to it costs. `end` closes the last step. */
export function noting(network: Network, { recorder, isProviders }: Pick<RecordedNetwork, 'recorder' | 'isProviders'>) {
  const steps: Step[] = [];
  let under: Omit<Step, 'calls' | 'runs'> | undefined;

  async function begin(name: string, action?: string): Promise<void> {
    for (let seen = -1; seen !== recorder.count; await sleep(QUIET_MS)) seen = recorder.count;
    const calls = recorder.take().filter(isProviders);
    const runs = recorder.takeRuns();
    if (under !== undefined) steps.push({ ...under, calls, runs });
    under = { name, action };
  }

  const noted: Network = {
    ...network,
    async send(action, message, transactionId) {
      await begin(nameOf(action, message), isAction(action) ? action : undefined);
      return network.send(action, message, transactionId);
    },
    async pay(paymentId) {
      await begin('(the customer pays)');
      return network.pay(paymentId);
    },
    async handle(connector, verb) {
      await begin(`(the driver: ${verb})`);
      return network.handle(connector, verb);
    },
    async open(url) {
      await begin('(somebody opens a page)');
      return network.open(url);
    },
    async advance(milliseconds) {
      await begin('(time passes)');
      return network.advance(milliseconds);
    },
  };
  return {
    network: noted,
    async end(): Promise<readonly Step[]> {
      await begin('');
      return steps;
    },
  };
}

const nameOf = (action: string, message: object): string =>
  action === 'update' ? `update ${JSON.stringify(message).includes('start-charging') ? 'start' : 'stop'}` : action;
