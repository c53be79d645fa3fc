import type { Fulfillment } from './offers.ts';

type Comparison = (has: number, wanted: number) => boolean;

const above: Comparison = (has, wanted) => has > wanted;
const atLeast: Comparison = (has, wanted) => has >= wanted;
const below: Comparison = (has, wanted) => has < wanted;
const atMost: Comparison = (has, wanted) => has <= wanted;

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['', atLeast],
  ['at least', atLeast],
  ['from', atLeast],
  ['min', atLeast],
  ['minimum', atLeast],
  ['>=', atLeast],
  ['greater than', above],
  ['more than', above],
  ['above', above],
  ['over', above],
  ['>', above],
  ['less than', below],
  ['below', below],
  ['under', below],
  ['<', below],
  ['at most', atMost],
  ['up to', atMost],
  ['max', atMost],
  ['maximum', atMost],
  ['<=', atMost],
]);

const kilowattsPer: Readonly<Record<string, number>> = { w: 0.001, kw: 1, mw: 1000 };

const said = /^([a-z ]{0,20}|[<>]=?) ?(\d{1,7}(?:\.\d{1,3})?) ?([km]?w)?(?: ?\+| and above| or more)?$/;

/** Whether a connector has a power in a buyer's words. A bare number is kilowatts, and more than that is welcome. */
export function hasPower(
  wanted: string | undefined,
): (connector: Pick<Fulfillment, 'powerKw' | 'powerRating'>) => boolean {
  if (wanted === undefined) return () => true;
  const text = tidy(wanted);
  const [, words = '', number, unit = 'kw'] = said.exec(text) ?? [];
  const compare = number === undefined ? undefined : comparisons.get(words.trim());
  const kilowatts = Number(number) * (kilowattsPer[unit] ?? 1);
  // Buyers send back what the catalogue calls it: "greater than 50kW" may be said of 50 kW.
  return ({ powerKw, powerRating }) =>
    (powerRating !== undefined && dense(powerRating) === dense(text)) || (compare?.(powerKw, kilowatts) ?? false);
}

const tidy = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');

const dense = (text: string) => tidy(text).replaceAll(' ', '');
