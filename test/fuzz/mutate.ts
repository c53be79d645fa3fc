import type { Action } from '../../lib/beckn/actions.ts';
import type { Random } from '../memory/random.ts';
import type { Said } from './messages.ts';
import { hasPlausible, hostile, inherited, plausible, shapeless } from './values.ts';

/** What else is known in the scene, for who mixes things up. */
export interface Around {
  /** Ids of other transactions, of whomever. */
  readonly transactions: readonly string[];
  readonly buyers: readonly string[];
  /** What could be said as well just now, by its action; often nothing. */
  readonly others: ReadonlyMap<Action, unknown>;
}

/** A value and where it stands. */
interface Slot {
  readonly holder: object;
  readonly key: string;
}

type Mutator = (said: Said, random: Random, around: Around) => void;

/** A message with a few things about it changed; the more, the seldomer. */
export function mutate(said: Said, random: Random, around: Around): Said {
  const mutant = structuredClone(said);
  const many = random.pick([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 5, 9]);
  for (let done = 0; done < many; done++) drawn(random)(mutant, random, around);
  return mutant;
}

const mutators: readonly (readonly [number, Mutator])[] = [
  [14, (said, random) => put(slot(said, random), hostile(random))],
  [18, (said, random) => change(leaf(said, random), (_, key) => plausible(key, random))],
  [6, (said, random) => put(inner(said, random), shapeless(random))],
  [8, (said, random) => remove(slot(said, random))],
  [5, (said, random) => move(slot(said, random), slot(said, random))],
  [5, (said, random) => change(slot(said, random), () => valueIn(slot(said, random)))],
  [4, (said, random) => rename(slot(said, random), random)],
  [4, (said, random) => add(slot(said, random), random)],
  [5, (said, random) => resize(slot(said, random), random)],
  [2, (said, random) => change(slot(said, random), (value) => nested(value, random))],
  [3, (said, random) => repeat(slot(said, random))],
  [8, (said, random, { transactions }) => foreignId(said, random, transactions)],
  [12, (said, random, { others }) => foreignMessage(said, random, others)],
  [7, (said, random, { buyers }) => misaddress(said, random, buyers)],
];

const most = mutators.reduce((sum, [weight]) => sum + weight, 0);

function drawn(random: Random): Mutator {
  let left = random.below(most);
  const found = mutators.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return found?.[1] ?? (() => undefined);
}

/** Any place of the message; seldom one of the context, which soon is none that can be let in. */
function slot(said: Said, random: Random): Slot | undefined {
  const slots = slotsIn(random.below(12) === 0 ? said.context : said.message);
  return slots[random.below(slots.length)];
}

function slotsIn(value: unknown): readonly Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...slotsIn(Reflect.get(value, key))]);
}

/** A value that has a meaning under its key. */
function leaf(said: Said, random: Random): Slot | undefined {
  const leaves = slotsIn(said.message).filter((one) => hasPlausible(one.key) && !isHolder(one));
  return leaves[random.below(leaves.length)] ?? slot(said, random);
}

/** A list or an object. */
function inner(said: Said, random: Random): Slot | undefined {
  const holders = slotsIn(said.message).filter(isHolder);
  return holders[random.below(holders.length)];
}

const isHolder = ({ holder, key }: Slot): boolean => typeof Reflect.get(holder, key) === 'object';

const valueIn = (slot: Slot | undefined): unknown =>
  slot === undefined ? null : structuredClone(Reflect.get(slot.holder, slot.key));

function put(slot: Slot | undefined, value: unknown): void {
  if (slot !== undefined) own(slot.holder, slot.key, value);
}

/** `__proto__` too becomes a key of the object itself. */
function own(holder: object, key: string, value: unknown): void {
  Reflect.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function change(slot: Slot | undefined, into: (value: unknown, key: string) => unknown): void {
  if (slot !== undefined) put(slot, into(valueIn(slot), slot.key));
}

function remove(slot: Slot | undefined): void {
  if (slot === undefined) return;
  if (Array.isArray(slot.holder)) slot.holder.splice(Number(slot.key), 1);
  else Reflect.deleteProperty(slot.holder, slot.key);
}

function move(from: Slot | undefined, to: Slot | undefined): void {
  const value = valueIn(from);
  remove(from);
  put(to, value);
}

const nearNames = [
  'Id',
  'ID',
  'code',
  'providers',
  'order_id',
  'number',
  'fulfillment',
  'add_on',
  'selected',
  'measure',
];

function rename(slot: Slot | undefined, random: Random): void {
  if (slot === undefined || Array.isArray(slot.holder)) return;
  const value = valueIn(slot);
  remove(slot);
  const names = [...nearNames, ...inherited];
  own(slot.holder, names[random.below(names.length)] ?? '', value);
}

/** Something that nobody knows, beside what is there. */
function add(slot: Slot | undefined, random: Random): void {
  if (slot === undefined || Array.isArray(slot.holder)) return;
  const names = [...nearNames, ...inherited, 'length', 'isAdmin', 'collects'];
  own(slot.holder, names[random.below(names.length)] ?? '', hostile(random));
}

const sizes = [0, 0, 0, 2, 5, 20, 99, 100, 101, 500] as const;
/** More than any door takes is not made. */
const MOST_CHARACTERS = 1_200_000;

/** A list becomes empty, or long; what is none becomes one. */
function resize(slot: Slot | undefined, random: Random): void {
  change(slot, (value) => {
    const entry: unknown = Array.isArray(value) ? value[0] : value;
    const room = Math.floor(MOST_CHARACTERS / (JSON.stringify(entry ?? null).length + 1));
    return Array.from({ length: Math.min(random.pick(sizes), room) }, () => structuredClone(entry));
  });
}

const depths = [1, 2, 5, 28, 33, 60] as const;

function nested(value: unknown, random: Random): unknown {
  let inner = value;
  const isList = random.below(2) === 0;
  for (let left = random.pick(depths); left > 0; left--) inner = isList ? [inner] : { id: inner };
  return inner;
}

/** The same entry twice. */
function repeat(slot: Slot | undefined): void {
  if (slot !== undefined && Array.isArray(slot.holder)) slot.holder.push(valueIn(slot));
}

function foreignId(said: Said, random: Random, transactions: readonly string[]): void {
  const transaction = transactions[random.below(transactions.length)] ?? '';
  if (random.below(3) === 0) said.context.transaction_id = transaction;
  const ids = slotsIn(said.message).filter(({ key }) => /(^|_)id$/.test(key));
  const whole = random.below(4) === 0 ? transaction : `order-${transaction}`;
  put(ids[random.below(ids.length)], whole);
}

function foreignMessage(said: Said, random: Random, others: Around['others']): void {
  if (others.size === 0) return;
  const [action, message] = [...others][random.below(others.size)] ?? [];
  if (random.below(3) === 0) said.context.action = action;
  else Reflect.set(said, 'message', structuredClone(message));
}

/** What decides whose message this is, and whether it is still good. */
function misaddress({ context }: Said, random: Random, buyers: readonly string[]): void {
  const places = Object.keys(addresses);
  const place = places[random.below(places.length)] ?? 'bap_id';
  const values = place === 'bap_id' ? [...buyers] : addresses[place];
  const value = values?.[random.below(values.length)];
  if (value === undefined) Reflect.deleteProperty(context, place);
  else context[place] = value;
}

const addresses: Readonly<Record<string, readonly unknown[]>> = {
  domain: [
    'dent:0.1.0',
    'DENT',
    'ev-charging:1.0.0',
    'service:1.1.0',
    'deg:flex',
    'retail:1.1.0',
    'constructor',
    ' dent ',
  ],
  version: ['1.1.0', '1.1', '1.10', '2.0.0', 1.1, 2, '', undefined, '1.1.0\n', {}],
  bap_id: [],
  bap_uri: [
    ...['http://rider.example.org/beckn', 'https://rider.example.org/beckn/deeper', 'https://rider.example.org'],
    ...['https://rider.example.org/beckn/../..', 'https://127.0.0.1/beckn', 'https://rider.example.org@10.0.0.1/beckn'],
    ...['file:///etc/passwd', 'https://rider.example.org/beckn?x=1', 'https://rider.example.org/beckn%0d%0a/x'],
  ],
  bpp_id: [undefined, 'seller.example.org', 'ENERGY.example.net', ''],
  bpp_uri: [undefined, 'https://elsewhere.example/bpp', 'x'],
  timestamp: ['1999-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2026-11-21T09:00:00', 0, undefined],
  ttl: ['PT0S', 'PT1S', 'P9999Y', '-PT1S', 'P1D', undefined, 30],
  message_id: ['1', 'constructor', '__proto__', 'ü'.repeat(255), ' ', 7, 2 ** 53, '#'],
  transaction_id: ['1', 'constructor', '__proto__', 'ü'.repeat(255), ' ', 7, 2 ** 53, 'a#b', '%zz'],
  location: [undefined, null, 'IND', [], { country: 'IND', city: 'std:080' }, { city: { code: {} } }],
  city: ['std:080', { code: 'std:080' }, []],
};
