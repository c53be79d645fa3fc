import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { type Facts, log } from '../lib/aws/log.ts';
import { chargePoints, payments } from '../lib/aws/ports.ts';
import { callPartner, type PartnerCall } from '../lib/flow/call-partner.ts';

const ports = lazily({ payments, chargePoints });

/** Money that goes back, sessions that end. A partner who is down is asked again later and later. */
export const process = queue<PartnerCall>(async (call) => {
  await callPartner(call, ports);
  log('INFO', 'partner called', subjectOf(call));
}, subjectOf);

function subjectOf({ kind, key }: PartnerCall): Facts {
  return { action: kind, transaction_id: key.transactionId };
}
