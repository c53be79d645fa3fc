import type { RefusalReason } from '../../language/refusal.ts';
import type { ErrorCode } from '../errors.ts';

/** What the protocol calls our reasons. */
export const codes = {
  'provider-unknown': '30001',
  'location-unknown': '30002',
  'item-unknown': '30004',
  'offer-unknown': '30006',
  'add-on-unknown': '30007',
  'fulfillment-unknown': '30008',
  'order-unknown': '30010',
  'reason-unknown': '30011',
  'update-target-unknown': '30012',
  'rated-thing-unknown': '30014',
  'rating-invalid': '30015',
  'not-allowed': '40000',
  'not-paid': '40000',
  'not-applicable': '40001',
  unavailable: '40002',
  expired: '40003',
  'tracking-unsupported': '40005',
  'charger-refused': '40006',
  'too-late-to-cancel': '50001',
  'update-impossible': '50002',
  failed: '40000',
} as const satisfies Record<RefusalReason, ErrorCode>;
