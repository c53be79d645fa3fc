import type { BusinessName } from '../../../language/business.ts';
import type { Contact } from '../../../language/party.ts';
import type { ShownFulfillment, ShownPlace } from '../../../language/shown.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { writeTags, writeWords } from './descriptor.ts';
import { writeLocation } from './location.ts';
import { writeInstant, writeRange } from './measure.ts';

export function writeFulfillment<B extends BusinessName>(shown: ShownFulfillment<B>, dialect: Dialect<B>) {
  const { state, vehicle, tags } = dialect.fulfillment(shown.own);
  return {
    id: shown.id,
    type: shown.type,
    state: state && {
      descriptor: { code: state.code, name: shown.headline, long_desc: state.longDesc },
      updated_at: writeInstant(shown.updatedAt),
    },
    tracking: shown.tracking,
    customer: shown.customer && writeCustomer(shown.customer),
    vehicle,
    stops: writeStops(shown),
    tags: tags.map(writeTags),
  };
}

const writeCustomer = ({ name, phone, email }: Contact) => ({
  person: name === undefined ? undefined : { name },
  contact: phone === undefined && email === undefined ? undefined : { phone, email },
});

function writeStops({ place, span, arrival, departure, instructions }: ShownFulfillment) {
  const start = {
    type: 'start',
    location: place && isKnown(place) ? writeLocation(place) : undefined,
    time: writeTime(span?.start, arrival),
    instructions: instructions && writeWords(instructions),
  };
  return span === undefined ? [start] : [start, { type: 'end', time: writeTime(span.end, departure) }];
}

const isKnown = ({ id, gps, mapUrl, address, area }: ShownPlace) =>
  (id ?? gps ?? mapUrl ?? address ?? area) !== undefined;

const writeTime = (at: number | undefined, range: ShownFulfillment['arrival']) =>
  at === undefined && range === undefined
    ? undefined
    : { timestamp: writeInstant(at), range: range && writeRange(range) };
