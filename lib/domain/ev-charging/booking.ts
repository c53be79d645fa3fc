import { connectorResource } from '../../language/charging.ts';
import { contactOf } from '../../language/contact.ts';
import { andThen, type Decision, events, type Refused, refuse, type Step, withEvents } from '../decision.ts';
import { keepOn, keepUnpaid } from '../parts/keeping.ts';
import { demand, isStray, payment, stray, whenPaid } from '../parts/purse.ts';
import { lacksPlace, refuseNowhere } from './coming.ts';
import type { CommandOf } from './commands.ts';
import type { Event, EventOf } from './events.ts';
import { keptUntil, lostByConfirm } from './kept.ts';
import { times } from './policy.ts';
import { type Chosen, chooseTerms } from './selecting.ts';
import {
  type Cancelled,
  type Initiated,
  isOrder,
  type OrderState,
  type Paid,
  type Quoted,
  type State,
} from './state.ts';

/** From the first selection to the confirmed booking. */

type Beginning = Extract<State, { stage: 'new' | 'quoted' | 'initiated' | 'cancelled' }>;

export function quote(command: CommandOf<'Select'>, state: Beginning): Decision<Event> {
  if (!isReplaceable(state))
    return refuse('not-applicable', `this order is ${state.stage}: a new selection needs a new transaction`);
  return andThen(chooseTerms(command), (chosen) => {
    if (chosen.kind === 'refused') return chosen;
    const { terms, open } = chosen;
    const validUntil = command.at + times.quote;
    return events({ type: 'OrderQuoted', at: command.at, terms, validUntil, replaced: heldBy(state), open });
  });
}

export function initiate(command: CommandOf<'Initiate'>, state: Beginning): Decision<Event> {
  if (!isReplaceable(state))
    return refuse('not-applicable', `this order is ${state.stage}: a new one needs a new transaction`);
  return andThen(termsToHold(command, state), (chosen) =>
    chosen.kind === 'refused' ? chosen : hold(command, state, chosen),
  );
}

function hold(command: CommandOf<'Initiate'>, state: Beginning, { terms }: Chosen): Decision<Event> {
  const { at, party, orderId, caseId } = command;
  const contact = contactOf(party);
  const { billing } = party;
  if (billing === undefined || contact === undefined)
    return refuse('not-allowed', 'billing with a name and a phone or e-mail address is needed to hold a connector');
  const { provider, item, fulfillment } = terms.offer;
  if (lacksPlace(terms)) return refuseNowhere(fulfillment);
  const round = ('round' in state ? state.round : 0) + 1;
  const { total: amount } = terms.quote;
  // An init that died may have asked for another amount under this number.
  const paymentId = `pay-${caseId}-${round}-${amount}`;
  const kept = {
    resource: connectorResource(provider.id, fulfillment.id),
    span: terms.span,
    until: at + times.payment,
    round,
  };
  const taken = `connector ${fulfillment.id} is taken for this window: choose another window or connector`;
  const holder = { at, contact, unpaid: 'unpaid' in state ? state.unpaid : undefined };
  return keepUnpaid(kept, holder, taken, (until) =>
    demand(
      {
        providerId: provider.id,
        paymentId,
        amount,
        currency: provider.currency,
        description: `${provider.name} ${item.id}`,
        until,
      },
      command,
      (payment) =>
        events<Event>({
          type: 'OrderInitiated',
          orderId,
          terms,
          party: { billing, customer: party.customer ?? billing, vehicle: command.wanted.vehicle },
          payment,
          at,
          replaced: heldBy(state),
        }),
    ),
  );
}

/** However a confirmation is decided: an earlier attempt of it may have taken what is not this order's by now. */
const afterLosing =
  <State extends Initiated | Paid | Cancelled>(
    confirm: (command: CommandOf<'Confirm'>, state: State) => Decision<Event>,
  ) =>
  (command: CommandOf<'Confirm'>, state: State): Decision<Event> =>
    andThen(confirm(command, state), (answer) => withEvents(answer, lostByConfirm(command, state)));

/** A payment may be reported after the buyer has confirmed: who collects is asked before a buyer is told that nothing was paid. */
export const confirmUnpaid = afterLosing((command, state: Initiated): Decision<Event> => {
  const { due, strays } = state.purse;
  if (command.at >= due.end || isStray(strays, due.id))
    return refuse('expired', 'the hold has expired: select and init again');
  return whenPaid(command.payments, state.purse, (transactionId) =>
    book(command, state, { ...paid(due.id, command.at), transactionId }),
  );
});

export const confirmPaid = afterLosing((command, state: Paid): Decision<Event> => book(command, state));

export const confirmCancelled = afterLosing(
  (_, { cancellation }: Cancelled): Decision<Event> =>
    cancellation.reason.id.endsWith('_timeout')
      ? refuse('expired', 'the hold has expired: select and init again')
      : refuse('not-applicable', 'this order is cancelled'),
);

function book({ at }: CommandOf<'Confirm'>, state: Initiated | Paid, ...before: readonly Event[]): Decision<Event> {
  const { span } = state.terms;
  const startBy = Math.max(span.start, at) + times.grace;
  return keepOn<Event>(
    keptUntil(state, span.end + times.grace),
    () => events(...before, { type: 'OrderConfirmed', at, startBy }),
    () => refuse('expired', 'the hold has expired and the window is taken: select and init again'),
  );
}

export const receivePayment = (command: CommandOf<'ReportPayment'>, state: Initiated): Decision<Event> =>
  payment<Event>(command, state.purse, () =>
    keepOn<Event>(
      keptUntil(state, command.at + times.confirmation),
      () => events(paid(command.paymentId, command.at)),
      () => events(stray(command, state.purse.currency)),
    ),
  );

const paid = (paymentId: string, at: number): EventOf<'PaymentCompleted'> => ({
  type: 'PaymentCompleted',
  paymentId,
  at,
  confirmUntil: at + times.confirmation,
});

/** What is held: the selection as it was quoted, or what this very init asks for. */
function termsToHold(command: CommandOf<'Initiate'>, state: Beginning): Step<Chosen | Refused> {
  const { wish } = command;
  const before = state.stage === 'quoted' || state.stage === 'initiated' ? state.terms : undefined;
  const saysHowMuch = wish.items.some(({ quantity }) => quantity !== undefined);
  const isOther = before !== undefined && wish.providerId !== before.offer.provider.id;
  // Ids of items and connectors may be the same at another provider; nothing else of the selection is meant there.
  const selected = saysHowMuch && isOther ? undefined : before;
  if (!saysHowMuch && selected === undefined)
    return refuse('expired', 'nothing is selected: select first, or say in init how much is wanted');
  const isExpired = state.stage === 'quoted' && command.at > state.validUntil;
  if (!saysHowMuch && isExpired) return refuse('expired', 'the quote has expired: select again');
  if (!saysHowMuch && isOther)
    return refuse('expired', `nothing of provider ${wish.providerId ?? '(none named)'} was selected: select first`);
  return chooseTerms({ ...command, selected, isExpired });
}

/** Before money came in, or after the order lapsed, the same transaction may start again. */
const isReplaceable = (state: Beginning): boolean => state.stage !== 'cancelled' || state.purse.due.status !== 'paid';

const heldBy = (state: State | Quoted | OrderState): string | undefined =>
  isOrder(state) && state.stage === 'initiated' ? keptUntil(state, 0).resource : undefined;
