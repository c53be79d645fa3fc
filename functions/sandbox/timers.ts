import { businessTime } from '../../lib/aws/business-time.ts';
import { queue } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { secret as readSecret } from '../../lib/aws/secret.ts';
import { Errand, errandSettings, errands } from '../../lib/sandbox/errands.ts';
import { chargePointOperator } from '../../lib/sandbox/operator.ts';
import { paymentDesk } from '../../lib/sandbox/payment-desk.ts';
import { platform } from '../../lib/sandbox/platform.ts';
import { sessionView } from '../../lib/sandbox/session-view.ts';

const env = readEnv('CHARGE_POINT_SECRET', 'PAYMENT_SECRET', 'PUBLIC_URL', 'SIMULATORS_TABLE', ...errandSettings);
const paymentSecret = readSecret(env.PAYMENT_SECRET);
const simulator = { table: env.SIMULATORS_TABLE, errands: errands(env) };
const desk = paymentDesk({ ...simulator, secret: paymentSecret });
const operator = chargePointOperator(simulator);
const { tellPayment, tellSession, tellConnector } = platform({
  url: env.PUBLIC_URL,
  paymentSecret,
  chargePointSecret: readSecret(env.CHARGE_POINT_SECRET),
});

/** Does what the simulators still have to do, and again until the platform has taken it. */
export const process = queue(async (body, { sentAt }) => {
  const at = await businessTime(sentAt);
  const errand = Errand.parse(body);
  switch (errand.kind) {
    case 'tell-payment':
      return tellPayment(errand.notice);
    case 'complete-refund':
      return tellPayment(await desk.completeRefund(errand.refundId, at));
    case 'tell-session':
      return tellSession(errand.session);
    case 'tell-connector':
      return tellConnector(errand.change);
    case 'read-session':
      return readSession(errand.sessionId, errand.at);
    default:
      return errand satisfies never;
  }
});

async function readSession(id: string, at: number): Promise<void> {
  const session = await operator.find(id);
  const isOver = session?.ended !== undefined && session.ended.at < at;
  if (session !== undefined && !isOver) await tellSession(sessionView(session, at));
}
