import type { Sent } from '../messages.ts';
import type { Report } from './ledger.ts';

/** What the generator is told. It answers each with the books of the run that goes on. */
export type Command =
  | { readonly kind: 'join'; readonly url: string; readonly privateKey: string; readonly providerKey: string }
  /** Begins a run: keeps so many requests in flight for so long, each until its ACK or its callback. */
  | {
      readonly kind: 'load';
      readonly inFlight: number;
      readonly seconds: number;
      readonly until: 'ack' | 'callback';
      readonly pauseMs?: number;
      /** A select where nothing else is said. */
      readonly action?: Sent;
    }
  /** Begins a run: sends so many selects in each of so many transactions, new ones or those of the last time. */
  | {
      readonly kind: 'lengthen';
      readonly transactions: number;
      readonly areNew: boolean;
      readonly by: number;
      readonly inFlight: number;
    }
  /** Begins a run: one request, sent so many times at once, and what comes of it in two seconds. */
  | { readonly kind: 'replay'; readonly times: number }
  /** Waits until everything that was accepted has its callback, for so long at the most. */
  | { readonly kind: 'settle'; readonly seconds: number }
  | { readonly kind: 'door'; readonly isOpen: boolean };

export type FromGenerator =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'done'; readonly report: Report };

export const BUYER_ID = 'bench.example.org';
export const KEY_ID = 'k1';
