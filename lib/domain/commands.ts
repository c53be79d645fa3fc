import type { Party } from '../language/party.ts';
import type { Collector, SaidPayment } from '../language/payment.ts';
import type { Wish } from '../language/wish.ts';

/** What any business may be told of an order. A business adds commands of its own and lists all that it knows. */

export interface Told {
  /** Business time, epoch milliseconds. */
  readonly at: number;
  readonly orderId: string;
  /** Names the order among those of all buyers, for whom partners deal with. */
  readonly caseId: string;
}

/** `wanted` is what only the business itself reads out of a wish. */
export type BuyerCommand<Wanted = unknown> = Told &
  (
    | { readonly type: 'Select'; readonly buyerId: string; readonly wish: Wish; readonly wanted: Wanted }
    | {
        readonly type: 'Initiate';
        readonly buyerId: string;
        readonly wish: Wish;
        readonly wanted: Wanted;
        readonly party: Partial<Party>;
        readonly collector?: Collector;
      }
    /** `payments`: what a buyer platform that is trusted to collect says of them. */
    | { readonly type: 'Confirm'; readonly payments?: readonly SaidPayment[] }
    | { readonly type: 'Cancel'; readonly reasonId?: string; readonly description?: string }
  );

/** What the provider's own staff says. */
export type StaffCommand = Told & {
  readonly type: 'CancelByProvider';
  readonly reason: string;
  readonly words?: string;
};

/** What partners and the clock say. */
export type ReportedCommand = Told &
  (
    | {
        readonly type: 'ReportPayment';
        readonly paymentId: string;
        readonly outcome: 'paid' | 'declined';
        readonly amount: number;
        /** Absent: that of the order. */
        readonly currency?: string;
      }
    | { readonly type: 'ReportRefund'; readonly refundId: string }
    | { readonly type: 'Elapse'; readonly purpose: string; readonly due: number }
  );

/** What is said after an order was made, and after it is over. */
export type CareCommand = Told &
  (
    | { readonly type: 'Rate'; readonly ratings: readonly Rating[] }
    | { readonly type: 'AskForHelp'; readonly ticketId: string }
    | { readonly type: 'GiveFeedback'; readonly answers: Readonly<Record<string, string>> }
  );

export interface Rating {
  readonly id: string;
  readonly category: string;
  readonly value: string;
}
