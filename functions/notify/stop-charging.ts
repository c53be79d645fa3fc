import { notifies } from '../../lib/aws/notifies.ts';
import { partners } from '../../lib/aws/ports.ts';
import { partnerCallFor } from '../../lib/flow/call-partner.ts';

/** Has the charge point stopped when a limit is reached; once its last reading has settled the order, tells the buyer the bill. */
export const process = notifies(async (event, { tell, orderThen, type }) => {
  if (type === 'ChargingEnded') return tell(event, 'on_update');
  const sessionId = (await orderThen(event)).session();
  if (sessionId !== undefined) await partners().send(partnerCallFor({ kind: 'stop-session', sessionId }, event));
});
