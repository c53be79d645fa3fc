import type { Minor } from '../money.ts';
import type { Contact, Vehicle } from './commands.ts';
import type { Span } from './needs.ts';

/** An order as an outsider may see it, whatever its domain: money in minor units, times in epoch milliseconds. */
export interface OrderView {
  readonly id?: string;
  readonly status?: 'active' | 'complete' | 'cancelled';
  readonly draft: boolean;
  readonly currency: string;
  readonly provider: ProviderView;
  readonly items: readonly ItemView[];
  readonly fulfillment: FulfillmentView;
  readonly billing?: Contact & { readonly address?: string; readonly taxId?: string };
  readonly quote: QuoteView;
  readonly payments: readonly PaymentView[];
  readonly cancellationTerms: readonly CancellationTermView[];
  readonly cancellation?: {
    readonly by: 'buyer' | 'provider';
    readonly at: number;
    readonly reason: { readonly id: string; readonly code: string; readonly description: string };
  };
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

export interface Words {
  readonly name?: string;
  readonly code?: string;
  readonly shortDesc?: string;
  readonly images?: readonly string[];
}

export interface ProviderView {
  readonly id: string;
  readonly words: Words;
  readonly rating?: string;
  readonly categories?: readonly { readonly id: string; readonly words: Words }[];
  readonly locations?: readonly PlaceView[];
  readonly items?: readonly ItemView[];
  readonly fulfillments?: readonly FulfillmentView[];
}

export interface PlaceView {
  readonly id?: string;
  readonly gps?: { readonly lat: number; readonly lon: number };
  readonly mapUrl?: string;
  readonly address?: string;
}

/** `rate`: a price of a unit, as a decimal string. */
export interface ItemView {
  readonly id: string;
  readonly words: Words;
  readonly price: { readonly rate: string; readonly unit: string } | { readonly amount: Minor };
  readonly currency: string;
  readonly availableWh?: number;
  readonly selectedWh?: number;
  readonly deliveredWh?: number;
  readonly categoryIds?: readonly string[];
  readonly fulfillmentIds?: readonly string[];
  readonly locationIds?: readonly string[];
  readonly addOns?: readonly { readonly id: string; readonly name: string; readonly amount: Minor }[];
}

export interface FulfillmentView {
  readonly id: string;
  readonly type: string;
  readonly state?: { readonly code: string; readonly name: string; readonly updatedAt?: number };
  readonly tracking?: boolean;
  readonly customer?: Contact;
  readonly vehicle?: Vehicle;
  readonly place?: PlaceView;
  readonly span?: Span;
  /** When the customer may come and must be gone at the latest. */
  readonly arrival?: Span;
  readonly departure?: Span;
  readonly instructions?: Words;
  readonly facts: readonly { readonly name: string; readonly code: string; readonly value: string }[];
}

export interface QuoteView {
  readonly total: Minor;
  readonly lines: readonly { readonly title: string; readonly amount: Minor; readonly wh?: number }[];
  readonly ttlMilliseconds?: number;
}

export interface PaymentView {
  readonly id: string;
  readonly url?: string;
  readonly amount: Minor;
  readonly paid: boolean;
  readonly window?: Span;
  readonly refund: boolean;
}

export interface CancellationTermView {
  readonly stateCode: string;
  readonly fee: { readonly percent: string } | { readonly amount: Minor };
  readonly termsUrl: string;
}
