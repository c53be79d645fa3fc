import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { log } from '../lib/aws/log.ts';
import { factsOf } from '../lib/aws/parcels.ts';
import { chargePoints, payments } from '../lib/aws/ports.ts';
import type { PartnerCall } from '../lib/flow/out/call-partner.ts';
import { callPartner } from '../lib/partners/calls.ts';

const partners = lazily({ payments, chargePoints });

/** Money that goes back, sessions that end. A partner who is down is asked again later and later. */
export const process = queue<PartnerCall>(async ({ call, key }, { sentAt }, subject) => {
  await callPartner(call, { key, age: Date.now() - sentAt }, partners);
  log('INFO', 'partner called', factsOf(subject));
});
