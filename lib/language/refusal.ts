/** Why a command cannot be granted. The protocol's codes are chosen where requests are answered. */
export type RefusalReason =
  | 'provider-unknown'
  | 'location-unknown'
  | 'item-unknown'
  | 'offer-unknown'
  | 'add-on-unknown'
  | 'fulfillment-unknown'
  | 'order-unknown'
  | 'reason-unknown'
  | 'update-target-unknown'
  | 'rated-thing-unknown'
  | 'rating-invalid'
  | 'not-allowed'
  | 'not-applicable'
  | 'unavailable'
  | 'not-paid'
  | 'expired'
  | 'tracking-unsupported'
  | 'charger-refused'
  | 'too-late-to-cancel'
  | 'update-impossible'
  | 'failed';

export interface Refusal {
  readonly reason: RefusalReason;
  /** For people: what was expected and what to do. */
  readonly message: string;
}
