import { setTimeout as sleep } from 'node:timers/promises';
import { StoryFailed } from './expectation.ts';
import type { Network } from './network.ts';
import type { Exchange } from './wire.ts';

/** What a buyer has received in a transaction. Each message is taken once, in whatever order they come. */
export interface Inbox {
  /** The first message not yet taken that fits, as soon as it is there. */
  take(expected: string, fits: (exchange: Exchange) => boolean, patience: () => number): Promise<Exchange>;
  has(fits: (exchange: Exchange) => boolean): Promise<boolean>;
  /** Takes in what comes, until something has come about or it is time to go on. */
  listen(until: () => boolean, milliseconds: number): Promise<void>;
}

const POLL_MILLISECONDS = 150;

export function openInbox(network: Network, transactionId: string, onReceived: (exchange: Exchange) => void): Inbox {
  const received: { readonly exchange: Exchange; taken: boolean }[] = [];

  return {
    async take(expected, fits, patience) {
      for (const begun = Date.now(); ; await sleep(POLL_MILLISECONDS)) {
        await look();
        const found = find(fits);
        if (found !== undefined) {
          found.taken = true;
          return found.exchange;
        }
        if (Date.now() > begun + patience()) throw new StoryFailed(expected, `${leftOver()} came in time`);
      }
    },

    async has(fits) {
      await look();
      return find(fits) !== undefined;
    },

    async listen(until, milliseconds) {
      for (const begun = Date.now(); !until() && Date.now() < begun + milliseconds; await sleep(POLL_MILLISECONDS))
        await look();
    },
  };

  async function look() {
    for (const exchange of await network.exchanges(transactionId)) {
      if (exchange.direction === 'sent' || received.some((known) => isSame(known.exchange, exchange))) continue;
      received.push({ exchange, taken: false });
      onReceived(exchange);
    }
  }

  function find(fits: (exchange: Exchange) => boolean) {
    return received.find(({ exchange, taken }) => !taken && fits(exchange));
  }

  function leftOver(): string {
    const others = received.filter(({ taken }) => !taken).map(({ exchange }) => exchange.action);
    return others.length === 0 ? 'nothing' : `only ${others.join(', ')}`;
  }
}

/** Messages that cross on the way may be listed in another order than they were first seen in. */
const isSame = (one: Exchange, other: Exchange): boolean =>
  one.time === other.time && one.action === other.action && one.message_id === other.message_id;
