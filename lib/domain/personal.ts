import type { Billing, Contact, Party } from '../language/party.ts';

/** What stands where something personal was. */
export const ERASED = 'erased';

/** The same for readers who insist on the form of an address. */
const ERASED_EMAIL = 'erased@erased.invalid';

/** What takes the place of each field; undefined where it tells of nobody and stays. A new field has to be judged here first. */
type Judged<Shape> = Readonly<Record<keyof Shape, string | undefined>>;

const contact = { name: ERASED, phone: ERASED, email: ERASED_EMAIL } as const satisfies Judged<Contact>;

const billing = { ...contact, address: ERASED, taxId: ERASED } as const satisfies Judged<Billing>;

/** Whom an order is for, as far as it may still be known after that person is forgotten. */
export const eraseParty = <Some extends Party>(party: Some): Some => ({
  ...party,
  billing: erase(party.billing, billing),
  customer: erase(party.customer, contact),
});

/** Events that tell of nobody. */
export const nobody = <Type extends string>(...types: readonly Type[]) =>
  Object.fromEntries(types.map((type) => [type, 'nobody'])) as { readonly [T in Type]: 'nobody' }; // fromEntries forgets the keys

/** Puts a mark into each field that is there and tells of somebody. */
export function erase<Shape extends object>(shape: Shape, judged: Judged<Shape>): Shape {
  const marks = Object.entries(judged).filter(([field, mark]) => mark !== undefined && Object.hasOwn(shape, field));
  return { ...shape, ...Object.fromEntries(marks) };
}
