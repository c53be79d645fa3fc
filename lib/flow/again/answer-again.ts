import { actions, isAction } from '../../beckn/actions.ts';
import type { Businesses } from '../../domain/business.ts';
import { isRefused } from '../order/refused.ts';
import { callbackFor, isOrderReply, refusalFor, type Self, showOrder } from '../out/reply.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Entry } from '../ports/orders.ts';
import type { Outgoing } from '../ports/parcel.ts';

/**
 * The reply to the request behind the last of these entries, as it was then. Undefined where nobody asked, and where the
 * reply held what no history has: a link, or the words of the request.
 */
export function answerAgain(
  history: readonly Entry[],
  { businesses, self }: { readonly businesses: Businesses; readonly self: Self },
): Outgoing<Callback> | undefined {
  const entry = history.at(-1);
  if (entry?.context === undefined || !isAction(entry.context.action)) return undefined;
  const { context } = entry;
  const refused = entry.events.find(isRefused);
  if (refused !== undefined) return refusalFor(context, refused.refusal, self, entry.writtenAt);
  const { reply: action } = actions[entry.context.action];
  return isOrderReply(action)
    ? callbackFor(
        context,
        { action, order: showOrder(businesses[entry.business].replay(history)) },
        self,
        entry.writtenAt,
      )
    : undefined;
}
