import type { Random } from '../memory/random.ts';
import { buyers } from './buyers.ts';
import { type Place, places } from './market.ts';

/** A customer who wants something somewhere, through one of the buyer platforms. */
export interface Trip {
  readonly buyer: string;
  readonly transactionId: string;
  readonly person: Person;
  readonly place: Place;
  readonly quantity: { readonly value: string; readonly unit: string };
  /** Absent for who comes at once. */
  readonly window?: { readonly start: number; readonly end: number };
  /** Its platform collects the money. */
  readonly isCollected: boolean;
  readonly hasExtras: boolean;
}

/** Made up so that no other text has any part of it. */
export interface Person {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** What gives the person away, wherever it stands. */
  readonly marks: readonly string[];
}

const MINUTE = 60_000;

const quantities = [
  { value: '4', unit: 'kWh' },
  { value: '6.5', unit: 'kWH' },
  { value: '2500', unit: 'Wh' },
  { value: '30', unit: 'min' },
  { value: '99.99', unit: 'INR' },
] as const;

export function newTrip(random: Random, now: number): Trip {
  const buyer = random.pick(buyers);
  const start = now + random.between(1, 12) * MINUTE;
  const isWindow = random.below(3) === 0;
  return {
    buyer,
    transactionId: uuid(random),
    person: newPerson(random),
    place: places[random.below(places.length)] ?? anywhere(),
    quantity: random.pick<Trip['quantity']>(quantities),
    window: isWindow ? { start, end: start + random.between(30, 120) * MINUTE } : undefined,
    isCollected: buyer === 'fleet.example.org' && random.below(2) === 0,
    hasExtras: random.below(2) === 0,
  };
}

function newPerson(random: Random): Person {
  const token = `Qzwx${letters(random, 6)}`;
  const digits = `97${Array.from({ length: 8 }, () => random.below(10)).join('')}`;
  return { name: `Asha ${token}`, phone: `+91-${digits}`, email: `${token}@mail.example`, marks: [token, digits] };
}

/** Of version 4, and by chance alone: the same seed, the same ids. */
export function uuid(random: Random): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

const letters = (random: Random, many: number) =>
  Array.from({ length: many }, () => 'bcdfghjklmnpqrstvwxz'[random.below(20)]).join('');

function anywhere(): Place {
  throw new Error('nothing is sold');
}
