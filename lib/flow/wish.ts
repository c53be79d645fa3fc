import type { Intent, Moment, RequestedOrder, Window } from '../beckn/message.ts';
import type { Party, Wish } from '../domain/order/commands.ts';
import type { Span } from '../domain/order/needs.ts';
import type { Query } from '../domain/order/query.ts';
import type { Catalogues } from './ports.ts';

/** What a request asks for, in the words of the domains. */

export function wishIn({ providerId, items, fulfillments }: RequestedOrder, at: number): Wish {
  const [fulfillment] = fulfillments;
  return {
    providerId,
    items: items.map(({ id, quantity, addOnIds, tags }) => ({ id, quantity, addOnIds, labels: tags })),
    fulfillmentId: fulfillment?.id,
    fulfillmentType: fulfillment?.type,
    span: fulfillment?.window && spanIn(fulfillment.window, at),
    labels: fulfillment?.tags ?? [],
  };
}

export function partyIn({ billing, fulfillments }: RequestedOrder): Partial<Party> {
  const [fulfillment] = fulfillments;
  return { billing, customer: fulfillment?.customer, vehicle: fulfillment?.vehicle };
}

export function queryIn({ near, tags, quantity, window, ...intent }: Intent, at: number): Query {
  const span = window && spanIn(window, at);
  return {
    ...intent,
    amount: quantity,
    near: near && { ...near.center, radiusMeters: near.radiusMeters },
    span: span?.start !== undefined && span.end !== undefined ? { start: span.start, end: span.end } : undefined,
    labels: tags,
  };
}

/** The provider's entry in the catalogue, as it is now. */
export async function offeredBy(
  providerId: string | undefined,
  domain: string,
  catalogues: Catalogues,
): Promise<unknown> {
  const entries = await catalogues.providers(domain);
  return entries.find((entry) => idOf(entry) === providerId);
}

const idOf = (entry: unknown) => (typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined);

const spanIn = ({ start, end }: Window, at: number): Partial<Span> => {
  const begins = start && millisecondsOf(start, at);
  const ends = end && millisecondsOf(end, begins ?? at);
  const isNextDay =
    end !== undefined && 'localTime' in end && begins !== undefined && ends !== undefined && ends <= begins;
  return { start: begins, end: isNextDay ? ends + DAY_MILLISECONDS : ends };
};

const DAY_MILLISECONDS = 24 * 3_600_000;
const ZONE = '+05:30';
const ZONE_MILLISECONDS = 5.5 * 3_600_000;

/** A time of day without a date is one of the given day, in the zone of naive times. */
function millisecondsOf(moment: Moment, day: number): number {
  if ('instant' in moment) return Date.parse(moment.instant);
  const date = new Date(day + ZONE_MILLISECONDS).toISOString().slice(0, 10);
  return Date.parse(`${date}T${moment.localTime}:00${ZONE}`);
}
