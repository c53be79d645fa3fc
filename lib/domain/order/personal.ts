import type { Contact, Party, Vehicle } from './commands.ts';

/** What stands where something personal was. */
export const ERASED = 'erased';

/** The same for readers who insist on the form of an address. */
const ERASED_EMAIL = 'erased@erased.invalid';

/** What takes the place of each field; undefined where it tells of nobody and stays. A new field has to be judged here first. */
type Judged<Shape> = Readonly<Record<keyof Shape, string | undefined>>;

const contact = { name: ERASED, phone: ERASED, email: ERASED_EMAIL } as const satisfies Judged<Contact>;

const billing = { ...contact, address: ERASED, taxId: ERASED } as const satisfies Judged<Party['billing']>;

const vehicle = {
  make: undefined,
  model: undefined,
  category: undefined,
  energyType: undefined,
  registration: ERASED,
} as const satisfies Judged<Vehicle>;

/** Whom an order is for, as far as it may still be known after that person is forgotten. */
export const eraseParty = (party: Party): Party => ({
  ...party,
  billing: erase(party.billing, billing),
  customer: erase(party.customer, contact),
  ...(party.vehicle && { vehicle: erase(party.vehicle, vehicle) }),
});

function erase<Shape extends object>(shape: Shape, judged: Judged<Shape>): Shape {
  const marks = Object.entries(judged).filter(([field, mark]) => mark !== undefined && Object.hasOwn(shape, field));
  return { ...shape, ...Object.fromEntries(marks) };
}
