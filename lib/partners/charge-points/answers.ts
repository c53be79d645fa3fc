import type { Answers } from '../../flow/order/ask.ts';
import { nameOf } from '../../flow/order/order-id.ts';
import type { ByProvider } from '../by-provider.ts';
import type { ChargePoints } from './charge-points.ts';

/** What decisions ask of operators of charge points. Who cannot be reached reports later by himself. */
export const chargePointAnswers = (chargePoints: ByProvider<ChargePoints>) =>
  ({
    async 'start-session'(order, { key }) {
      const started = await chargePoints(order.providerId).start({ ...order, reference: nameOf(key) });
      return started.accepted ? { accepted: true, reading: started.session } : started;
    },
    'stop-session': ({ providerId, sessionId, mustKnow }) => heard(chargePoints(providerId).stop(sessionId), mustKnow),
    'read-session': ({ providerId, sessionId, mustKnow }) =>
      heard(chargePoints(providerId).session(sessionId), mustKnow),
  }) satisfies Answers;

const heard = <Answer>(answer: Promise<Answer>, mustKnow = false): Promise<Answer | undefined> =>
  mustKnow ? answer : answer.catch(() => undefined);
