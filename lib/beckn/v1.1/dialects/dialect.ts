import type { Published } from '../../../../events/contracts.ts';
import type { BusinessName, Subjects } from '../../../language/business.ts';
import type { Query } from '../../../language/query.ts';
import type { Refusal } from '../../../language/refusal.ts';
import type { Label, Wish } from '../../../language/wish.ts';
import type { ReplyAction } from '../../actions.ts';
import type { NetworkName } from './network-names.ts';

/** How one business is spoken in this version of the protocol. */
export interface Dialect<B extends BusinessName> {
  /** What `context.domain` says of it. */
  readonly network: NetworkName;
  /** What only this business reads in a wish or a search. */
  wanted(labels: readonly Label[], said?: Wish | Query): Subjects[B]['wanted'];
  /** What an update says to a running order; or why it says nothing. */
  told(target: string, wish: Wish): Subjects[B]['told'] | Unheard;
  fulfillment(own: Subjects[B]['fulfillment']): Spoken;
  /** What a stage is called in the terms of cancellation. */
  termState(stage: string): string;
  /** Which callback tells what happened. */
  readonly tells: { readonly [Type in Published<B>]: ReplyAction };
}

export interface Unheard {
  readonly unheard: Refusal;
}

/** What is written of a fulfillment beside what all businesses write. */
export interface Spoken {
  readonly state?: { readonly code: string; readonly longDesc?: string };
  readonly vehicle?: object;
  readonly tags: readonly TagGroup[];
}

export interface TagGroup {
  readonly code: string;
  readonly name: string;
  readonly list: readonly Fact[];
}

/** A fact without a value is not written. */
export interface Fact {
  readonly code: string;
  readonly name: string;
  readonly value?: string;
}

export const unheard = (reason: Refusal['reason'], message: string): Unheard => ({ unheard: { reason, message } });

/** The value under a label, which senders know by its code or its name. */
export const labelled = (labels: readonly Label[], code: string): string | undefined =>
  labels.find((label) => isSame(label.code, code) || isSame(label.name, code))?.value;

/** The values under these labels; a value may be a list of them. Undefined where there is none. */
export function allLabelled(labels: readonly Label[], ...codes: readonly string[]): readonly string[] | undefined {
  const values = labels
    .filter(({ code, name }) => codes.some((one) => isSame(code, one) || isSame(name, one)))
    .flatMap(({ value }) => value.split(',').map((one) => one.trim()))
    .filter((value) => value !== '');
  return values.length === 0 ? undefined : [...new Set(values)].slice(0, MOST_VALUES);
}

/** Each is compared with all that a catalogue has, and is written down with an order. Nobody comes with more. */
const MOST_VALUES = 20;

/** In any case and with any separators: `charger-type` is "Charger type". */
const isSame = (one: string | undefined, other: string): boolean => one !== undefined && bare(one) === bare(other);

const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
