import * as z from 'zod';
import { contactOf } from '../../language/contact.ts';
import { toMinor } from '../../language/money.ts';
import type { Kept } from '../../language/needs.ts';
import type { Party } from '../../language/party.ts';
import type { Question, Shown, ShownProvider } from '../../language/shown.ts';
import { spanOf } from '../../language/window.ts';
import { defineBusiness } from '../business.ts';
import type { BuyerCommand, CareCommand, ReportedCommand, Told } from '../commands.ts';
import { ask, type Decision, events, refuse } from '../decision.ts';
import { publish, release, timer } from '../effects.ts';
import { type Growth, type Life, moves, no, staysAll } from '../life.ts';
import { ledgerOf, shownPayments } from '../parts/books.ts';
import type { CareEvent, HasCare } from '../parts/care.ts';
import { care, growCare, noCare, personalCare, rates, ratingCategories } from '../parts/care.ts';
import { keepOn, keepUnpaid } from '../parts/keeping.ts';
import {
  demand,
  growPurse,
  type HasPurse,
  isAtRest,
  type PurseEvent,
  paid,
  paidInto,
  payment,
  payments,
  personalPurse,
  refunds,
  settle,
  settledRefund,
  whenPaid,
} from '../parts/purse.ts';
import { eraseParty, nobody } from '../personal.ts';

const HOUR = 3_600_000;
const Workshop = z.object({ id: z.string(), name: z.string(), itemId: z.string(), price: z.string() });
type Workshop = z.infer<typeof Workshop>;

interface Visit extends HasPurse, HasCare {
  readonly orderId: string;
  readonly workshop: Workshop;
  readonly party: Party;
  readonly kept: Kept;
}
const orders = ['held', 'paid', 'booked', 'collected', 'cancelled'] as const;
type Ordered = {
  readonly [Stage in (typeof orders)[number]]: Visit & { readonly stage: Stage };
}[(typeof orders)[number]];
type State = { readonly stage: 'new' } | { readonly stage: 'quoted'; readonly workshop: Workshop } | Ordered;
type Command = BuyerCommand<object> | CareCommand | ReportedCommand | (Told & { readonly type: 'Collect' });
type Event =
  | PurseEvent
  | CareEvent
  | { readonly type: 'RepairQuoted'; readonly workshop: Workshop }
  | { readonly type: 'VisitHeld'; readonly visit: Visit }
  | { readonly type: 'PaymentCompleted'; readonly at: number; readonly transactionId?: string }
  | { readonly type: 'VisitBooked' | 'BicycleCollected' | 'VisitCancelled'; readonly at: number };
type Of<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

const offered = (id: string | undefined, then: (workshop: Workshop) => Decision<Event>): Decision<Event> =>
  ask({ kind: 'offer', providerId: id }, (entry) => {
    const workshop = entry as Workshop | undefined; // checked by `offers`
    return workshop === undefined ? refuse('provider-unknown', 'there is no such workshop') : then(workshop);
  });

const quote = ({ wish }: Of<'Select'>) =>
  offered(wish.providerId, (workshop) => events({ type: 'RepairQuoted', workshop }));

const hold = ({ wish, party: { billing, customer }, at, orderId, caseId, collector }: Of<'Initiate'>) =>
  offered(wish.providerId, (workshop) => {
    const contact = contactOf({ billing });
    if (billing === undefined || contact === undefined)
      return refuse('not-allowed', 'a name and a phone were expected');
    const { start = at } = spanOf(wish.fulfillments[0]?.window ?? {}, at);
    const until = at + HOUR / 4;
    const kept = { resource: `stand#${workshop.id}`, span: { start, end: start + HOUR }, until, round: 1 };
    const money = { providerId: workshop.id, currency: 'INR' };
    const [paymentId, amount] = [`pay-${caseId}`, toMinor(workshop.price)];
    const asked = { paymentId, amount, until, description: 'Repair', ...money };
    return keepUnpaid(kept, { at, contact }, 'this hour is taken', () =>
      demand(asked, { at, collector }, (due) => {
        const party = { billing, customer: customer ?? billing };
        const purse = { ...money, due, strays: [] };
        const visit = { orderId, workshop, party, kept, purse, care: noCare, updatedAt: at };
        return events({ type: 'VisitHeld', visit });
      }),
    );
  });

const book = ({ at }: Of<'Confirm'>, { kept }: Visit, ...before: readonly Event[]) => {
  const granted = () => events<Event>(...before, { type: 'VisitBooked', at });
  return keepOn({ ...kept, until: kept.span.end }, granted, () => refuse('expired', 'the hour was sold meanwhile'));
};
const bookUnpaid = (command: Of<'Confirm'>, visit: Visit) =>
  whenPaid(command.payments, visit.purse, (transactionId) =>
    book(command, visit, { type: 'PaymentCompleted', at: command.at, transactionId }),
  );
const receive = (command: Of<'ReportPayment'>, { purse }: Visit) =>
  payment<Event>(command, purse, () => events({ type: 'PaymentCompleted', at: command.at }));
const end = ({ at }: { readonly at: number }) => events<Event>({ type: 'VisitCancelled', at });

const beginning = { Select: quote, Initiate: hold, Cancel: no('order-unknown', 'there is no such order') };
const order = { ...refunds, ...care, Rate: rates(({ orderId, workshop }: Visit) => [orderId, workshop.id]) };
const over = { ...order, ...payments, Cancel: no('too-late-to-cancel', 'this visit is over') };
const life: Life<State, Command, Event> = {
  new: beginning,
  quoted: beginning,
  held: { ...order, ReportPayment: receive, Confirm: bookUnpaid, Cancel: end, Elapse: end },
  paid: { ...order, ...payments, Confirm: (command, visit) => book(command, visit), Cancel: end },
  booked: { ...order, ...payments, Cancel: end, Collect: ({ at }) => events({ type: 'BicycleCollected', at }) },
  collected: over,
  cancelled: over,
};

const leads = moves<State>();
const settledAt = <Some extends Visit>(visit: Some, at: number, charged: number) => ({
  ...visit,
  updatedAt: at,
  purse: { ...visit.purse, settled: settle(visit.purse, paidInto(visit.purse), charged) },
});
const growth: Growth<State, Event> = {
  ...staysAll<State>()(orders, growPurse),
  ...staysAll<State>()(orders, growCare),
  RepairQuoted: leads(['new', 'quoted'], 'quoted', (_, { workshop }) => ({ stage: 'quoted', workshop })),
  VisitHeld: leads(['new', 'quoted'], 'held', (_, { visit }) => ({ ...visit, stage: 'held' })),
  PaymentCompleted: leads(['held'], 'paid', (was, event) => ({ ...was, stage: 'paid', purse: paid(was.purse, event) })),
  VisitBooked: leads(['paid'], 'booked', (state, { at }) => ({ ...state, stage: 'booked', updatedAt: at })),
  BicycleCollected: leads(['booked'], 'collected', (state, { at }) => ({
    ...settledAt(state, at, state.purse.due.amount),
    stage: 'collected',
  })),
  VisitCancelled: leads(['held', 'paid', 'booked'], 'cancelled', (state, { at }) => ({
    ...settledAt(state, at, 0),
    stage: 'cancelled',
  })),
};

const isOrder = (state: State): state is Ordered => state.stage !== 'new' && state.stage !== 'quoted';
const questions: readonly Question[] = [{ id: 'brakes', text: 'Do the brakes work?', kind: 'stars', required: true }];
const statuses = {
  held: undefined,
  paid: 'active',
  booked: 'active',
  collected: 'complete',
  cancelled: 'cancelled',
} as const;
const item = ({ itemId: id, price }: Workshop) => ({
  id,
  words: { code: 'repair' },
  price: { amount: toMinor(price) },
  currency: 'INR',
});
const provider = (workshop: Workshop): ShownProvider<'bicycle-workshop'> => ({
  id: workshop.id,
  words: { name: workshop.name },
  items: [item(workshop)],
  fulfillments: [{ id: 'stand', type: 'VISIT', own: {} }],
});

function shown(state: State): Shown<'bicycle-workshop'> | undefined {
  if (state.stage === 'new') return undefined;
  const { workshop, stage } = state;
  const total = toMinor(workshop.price);
  const quoted: Shown<'bicycle-workshop'> = {
    business: 'bicycle-workshop',
    draft: true,
    currency: 'INR',
    provider: provider(workshop),
    items: [item(workshop)],
    fulfillments: [{ id: 'stand', type: 'VISIT', headline: stage, own: { stage } }],
    quote: { total, lines: [{ part: 'unit', title: 'Repair', amount: total }] },
    payments: [],
    cancellationTerms: [],
    feedback: { questions, isGiven: true },
  };
  if (!isOrder(state)) return quoted;
  const { orderId: id, party, updatedAt, purse } = state;
  const feedback = { questions, isGiven: state.care.hasFeedback };
  const told = { id, draft: state.stage === 'held', status: statuses[state.stage], billing: party.billing, updatedAt };
  return { ...quoted, ...told, feedback, payments: shownPayments(purse) };
}

const freed = (state: State) => (isOrder(state) ? [release(state.kept), ...settledRefund(state)] : []);

export const bicycleWorkshop = defineBusiness<'bicycle-workshop', State, Command, Event, Workshop>({
  name: 'bicycle-workshop',
  ...{ start: { stage: 'new' }, life, growth, shown, offers: Workshop, ratingCategories },
  reported: ['ReportPayment', 'ReportRefund', 'Elapse', 'GiveFeedback'],
  follows: {
    VisitHeld: ({ visit }) => [timer('payment', visit.kept.until), { kind: 'name', name: visit.orderId }],
    PaymentCompleted: ({ type }) => [publish(type)],
    BicycleCollected: (_, _before, after) => freed(after),
    VisitCancelled: ({ type }, _, after) => [...freed(after), publish(type)],
    RefundCompleted: ({ type }) => [publish(type)],
  },
  personal: {
    ...personalCare,
    ...personalPurse,
    VisitHeld: (event) => ({ ...event, visit: { ...event.visit, party: eraseParty(event.visit.party) } }),
    ...nobody('RepairQuoted', 'PaymentCompleted', 'VisitBooked', 'BicycleCollected', 'VisitCancelled'),
  },
  standing: (state) => ({
    stage: state.stage,
    isRunning: isOrder(state) && !isAtRest(state.purse),
    kept: isOrder(state) && state.purse.settled === undefined ? [state.kept] : [],
    ...(state.stage === 'held' && { unpaid: { until: state.kept.until, contact: contactOf(state.party) ?? '' } }),
    ...(isOrder(state) && { ledger: ledgerOf(state.purse) }),
  }),
  stock: (workshops) => ({
    offerOf: (id) => workshops.find((workshop) => workshop.id === id),
    sells: (id) => workshops.some((workshop) => workshop.id === id),
    search: () => ({ business: 'bicycle-workshop', providers: workshops.map(provider) }),
  }),
  cancellationReasons: [{ id: '1', code: 'RAIN', description: 'It rains' }],
});
