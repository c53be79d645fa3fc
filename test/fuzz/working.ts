import { cancel } from '../../functions/cancel.ts';
import { confirm } from '../../functions/confirm.ts';
import { getCancellationReasons } from '../../functions/get-cancellation-reasons.ts';
import { getRatingCategories } from '../../functions/get-rating-categories.ts';
import { init } from '../../functions/init.ts';
import { rating } from '../../functions/rating.ts';
import { search } from '../../functions/search.ts';
import { select } from '../../functions/select.ts';
import { status } from '../../functions/status.ts';
import { support } from '../../functions/support.ts';
import { track } from '../../functions/track.ts';
import { update } from '../../functions/update.ts';
import { type ActionOf, actions } from '../../lib/beckn/actions.ts';
import type { Request } from '../../lib/beckn/message.ts';
import type { Changing, Reading } from '../../lib/flow/order/action.ts';
import { type Message, type Processed, processChange, processRead } from '../../lib/flow/order/process.ts';
import type { Accepted } from '../../lib/flow/ports/accepted.ts';
import type { World } from '../memory/ports.ts';

/** The functions' own definitions, over ports without anything behind them. */

const changing: { readonly [A in ActionOf<'change'>]: Changing<A> } = {
  select,
  init,
  confirm,
  update,
  cancel,
  rating,
  support,
};

const reading: { readonly [A in ActionOf<'read'>]: Reading<A> } = {
  search,
  status,
  track,
  get_cancellation_reasons: getCancellationReasons,
  get_rating_categories: getRatingCategories,
};

/** What is behind the queue of an action: as `changes` and `reads` of `lib/aws/processes.ts` do it. */
export async function workOff(accepted: Accepted, at: number, ports: World): Promise<Processed> {
  const { action } = accepted.request;
  const message = { ...accepted, at, sentAt: at };
  return actions[action].kind === 'change'
    ? changeBy(action as ActionOf<'change'>, message, ports) // its kind says so
    : readBy(action as ActionOf<'read'>, message, ports);
}

type Taken = Omit<Message<never>, 'request'> & { readonly request: Request };

async function changeBy<A extends ActionOf<'change'>>(action: A, message: Taken, ports: World): Promise<Processed> {
  const processed = await processChange(message as unknown as Message<A>, changing[action], ports); // of this very action
  await processed.emitted;
  return processed;
}

async function readBy<A extends ActionOf<'read'>>(action: A, message: Taken, ports: World): Promise<Processed> {
  const code = await processRead(message as unknown as Message<A>, reading[action], ports); // of this very action
  return { code, emitted: Promise.resolve() };
}
