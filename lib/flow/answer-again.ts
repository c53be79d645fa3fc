import { domainOf } from './change.ts';
import type { Callback, Entry, Outgoing } from './ports.ts';
import { showOrder } from './present.ts';
import { isRefused } from './refused.ts';
import { callbackFor, refusalFor, replyTo, type Self } from './reply.ts';

/**
 * The reply to the request behind the last of these entries, as it was then. Undefined where nobody asked, and where the
 * reply held what no history has: a link, or the words of the request.
 */
export function answerAgain(history: readonly Entry[], self: Self): Outgoing<Callback> | undefined {
  const entry = history.at(-1);
  if (entry?.context === undefined) return undefined;
  const { context } = entry;
  const refused = entry.events.find(isRefused);
  if (refused !== undefined) return refusalFor(context, refused.refusal, self);
  const action = replyTo(context);
  switch (action) {
    case 'on_select':
    case 'on_init':
    case 'on_confirm':
    case 'on_update':
    case 'on_cancel':
      return callbackFor(context, { action, order: showOrder(domainOf(entry).replay(history)) }, self);
    default:
      return undefined;
  }
}
