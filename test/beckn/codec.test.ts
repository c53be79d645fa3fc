import { describe, expect, it } from 'vitest';
import { businessesIn, codeOf, decode, heardBy } from '../../lib/beckn/codec.ts';
import { errorMeanings } from '../../lib/beckn/errors.ts';
import type { RefusalReason } from '../../lib/language/refusal.ts';
import { fixture, sentAt, withValue } from './requests.ts';

const { context } = decode('select', fixture('select'), sentAt);
const named = (domain: string) => decode('select', withValue(fixture('select'), 'context.domain', domain), sentAt);

describe('the businesses that a message may be for', () => {
  it.each(['dent:0.1.0', 'ev-charging:uei', 'CHARGING'])('are ev-charging where the domain is %s', (domain) => {
    expect(businessesIn(named(domain).context)).toEqual(['ev-charging']);
  });

  it.each(['service', 'deg:flexibility'])('are none where the domain is %s, which nobody here serves', (domain) => {
    expect(businessesIn(named(domain).context)).toEqual([]);
  });
});

it('hears a message as its business does', () => {
  const request = decode('update', fixture('update-start'), sentAt);
  if (request.action !== 'update') expect.fail(`it became a ${request.action}`);
  const { told } = heardBy(request.context, 'ev-charging');
  expect(told(request.target, request.order)).toEqual({ type: 'StartCharging', fulfillmentId: 'bay-7' });
});

describe('the code of a reason', () => {
  const codes: Readonly<Record<RefusalReason, string>> = {
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
  };

  const reasons = Object.keys(codes) as RefusalReason[]; // Object.keys forgets the key type

  it.each(reasons.map((reason) => [reason, codes[reason]] as const))(
    '%s is %s, which the protocol knows',
    (reason, code) => {
      expect(codeOf(context, reason)).toBe(code);
      expect(Object.keys(errorMeanings)).toContain(code);
    },
  );

  it('is the same where nobody has asked', () => {
    expect(codeOf(undefined, 'order-unknown')).toBe('30010');
  });
});
