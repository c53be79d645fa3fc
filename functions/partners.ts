import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { type Facts, log } from '../lib/aws/log.ts';
import { chargePoints, payments } from '../lib/aws/ports.ts';
import type { PartnerCall } from '../lib/flow/call-partner.ts';
import { callPartner } from '../lib/partners/calls.ts';

const partners = lazily({ payments, chargePoints });

/** Money that goes back, sessions that end. A partner who is down is asked again later and later. */
export const process = queue<PartnerCall>(async (body) => {
  await callPartner(body.call, body.key, partners);
  log('INFO', 'partner called', subjectOf(body));
}, subjectOf);

function subjectOf({ call, key }: PartnerCall): Facts {
  return { action: call.kind, transaction_id: key.transactionId };
}
