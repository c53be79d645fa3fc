import type { Billing, Contact, Vehicle } from './party.ts';
import type { SaidPayment } from './payment.ts';
import type { Place } from './place.ts';
import type { Window } from './window.ts';

/** What a buyer asks for, as it can be read before anybody knows which business it is for. */
export interface Wish {
  readonly id?: string;
  readonly providerId?: string;
  /** Any of these; who names locations in several places of a wish means what they have in common. */
  readonly locationIds?: readonly string[];
  readonly items: readonly WishedItem[];
  /** Offers that the buyer names; absent where none are spoken of. */
  readonly offerIds?: readonly string[];
  readonly fulfillments: readonly WishedFulfillment[];
  readonly billing?: Billing;
  readonly payments?: readonly SaidPayment[];
}

export interface WishedItem {
  readonly id: string;
  readonly quantity?: Quantity;
  readonly addOnIds: readonly string[];
  readonly locationIds?: readonly string[];
  readonly labels: readonly Label[];
}

export interface WishedFulfillment {
  readonly id?: string;
  readonly type?: string;
  /** What the buyer wants it to become. */
  readonly state?: string;
  readonly window?: Window;
  readonly customer?: Contact;
  readonly vehicle?: Vehicle;
  readonly locationIds?: readonly string[];
  /** Where it is to be done, as far as the buyer says. */
  readonly place?: Place;
  readonly labels: readonly Label[];
}

export interface Quantity {
  /** A decimal number as a string, never negative. */
  readonly value: string;
  readonly unit: string;
}

/** A fact under a name of the buyer's own choice. */
export interface Label {
  readonly group?: string;
  readonly name?: string;
  readonly code?: string;
  readonly value: string;
}
