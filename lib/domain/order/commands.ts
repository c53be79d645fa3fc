import type { Answers, Span } from './needs.ts';

/** What a buyer may ask of an order, in words that all domains share. */

export interface Amount {
  /** A decimal number as a string. */
  readonly value: string;
  readonly unit: string;
}

export interface Label {
  readonly group?: string;
  readonly name?: string;
  readonly code?: string;
  readonly value: string;
}

export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Vehicle {
  readonly make?: string;
  readonly model?: string;
  readonly category?: string;
  readonly energyType?: string;
  readonly registration?: string;
}

/** What is wanted. Everything but the items may be left to us or to an earlier selection. */
export interface Wish {
  readonly providerId?: string;
  readonly items: readonly {
    readonly id: string;
    readonly quantity?: Amount;
    readonly addOnIds: readonly string[];
    readonly labels: readonly Label[];
  }[];
  readonly fulfillmentId?: string;
  readonly fulfillmentType?: string;
  readonly span?: Partial<Span>;
  readonly labels: readonly Label[];
}

export interface Party {
  readonly billing: Contact & { readonly address?: string; readonly taxId?: string };
  readonly customer: Contact;
  readonly vehicle?: Vehicle;
}

interface Asked {
  /** Business time, epoch milliseconds. */
  readonly at: number;
  readonly orderId: string;
  /** Names the order among those of all buyers, for whom partners deal with. */
  readonly caseId: string;
  readonly answers: Answers;
}

/** `offered` is the provider's entry in the catalogue as it is now. */
export type BuyerCommand = Asked &
  (
    | { readonly type: 'Select'; readonly buyerId: string; readonly wish: Wish; readonly offered: unknown }
    | {
        readonly type: 'Initiate';
        readonly buyerId: string;
        readonly wish: Wish;
        readonly offered: unknown;
        readonly party: Partial<Party>;
      }
    | { readonly type: 'Confirm' }
    | {
        readonly type: 'ChangeState';
        readonly target: string;
        readonly state?: string;
        readonly fulfillmentId?: string;
      }
    | { readonly type: 'Cancel'; readonly reasonId?: string; readonly description?: string }
    | {
        readonly type: 'Rate';
        readonly ratings: readonly { readonly id: string; readonly category: string; readonly value: string }[];
      }
    | { readonly type: 'AskForHelp'; readonly ticketId: string }
  );

/** What partners, timers and the operator say about an order. */
export type ReportedCommand = Asked &
  (
    | {
        readonly type: 'ReportPayment';
        readonly paymentId: string;
        readonly outcome: 'paid' | 'declined';
        readonly amount: number;
      }
    | { readonly type: 'ReportRefund'; readonly refundId: string }
    | { readonly type: 'GiveFeedback'; readonly comment: string }
    | { readonly type: 'Elapse'; readonly purpose: string; readonly due: number }
  );
