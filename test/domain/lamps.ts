import * as z from 'zod';
import { type Definition, defineBusiness } from '../../lib/domain/business.ts';
import type { CareCommand, ReportedCommand, Told } from '../../lib/domain/commands.ts';
import { events } from '../../lib/domain/decision.ts';
import { publish, timer } from '../../lib/domain/effects.ts';
import { type Growth, type Life, moves, no, stays } from '../../lib/domain/life.ts';
import { type CareEvent, care, growCare, type HasCare, noCare, personalCare } from '../../lib/domain/parts/care.ts';
import { growPurse, type HasPurse, type PurseEvent, payments, refunds } from '../../lib/domain/parts/purse.ts';
import { ERASED } from '../../lib/domain/personal.ts';
import type { BusinessName } from '../../lib/language/business.ts';

/** The smallest business that has a bit of everything: it lends lamps. */

export interface Lent extends HasPurse, HasCare {
  readonly stage: 'lent';
  readonly lamp: string;
  readonly borrower: string;
}

export type State = { readonly stage: 'new' } | Lent | { readonly stage: 'returned'; readonly lamp: string };

export type Command =
  | CareCommand
  | ReportedCommand
  | (Told & { readonly type: 'Lend'; readonly lamp: string; readonly borrower: string })
  | (Told & { readonly type: 'Return' });

export type Event =
  | CareEvent
  | PurseEvent
  | { readonly type: 'LampLent'; readonly lamp: string; readonly borrower: string; readonly at: number }
  | { readonly type: 'LampReturned' };

export const life: Life<State, Command, Event> = {
  new: { Lend: ({ lamp, borrower, at }) => events({ type: 'LampLent', lamp, borrower, at }) },
  lent: {
    ...payments,
    ...refunds,
    ...care,
    Lend: no('unavailable', 'this lamp is lent'),
    Return: () => events({ type: 'LampReturned' }),
  },
  returned: {},
};

type Of<Type> = Extract<Event, { readonly type: Type }>;

export const leads = moves<State>();
export const keeps = stays<State>();

export const growth: Growth<State, Event> = {
  OrderRated: keeps(['lent'], growCare.OrderRated),
  HelpRequested: keeps(['lent'], growCare.HelpRequested),
  FeedbackGiven: keeps(['lent'], growCare.FeedbackGiven),
  PaymentDeclined: keeps(['lent'], growPurse.PaymentDeclined),
  StrayPaymentReceived: keeps(['lent'], growPurse.StrayPaymentReceived),
  RefundCompleted: keeps(['lent'], growPurse.RefundCompleted),
  LampLent: leads(['new', 'returned'], 'lent', (_, { lamp, borrower, at }: Of<'LampLent'>) => ({
    stage: 'lent',
    lamp,
    borrower,
    care: noCare,
    purse: {
      providerId: 'lamps.example',
      currency: 'INR',
      due: { id: 'deposit', url: '', amount: 500, start: 0, end: 0, status: 'open' },
      strays: [],
    },
    updatedAt: at,
  })),
  LampReturned: leads(['lent'], 'returned', ({ lamp }) => ({ stage: 'returned', lamp })),
};

export const reported = ['ReportPayment', 'ReportRefund', 'Elapse', 'GiveFeedback'] as const;

const name = 'lamps' as BusinessName; // a business of these tests alone

export const personal: Definition<BusinessName, State, Command, Event>['personal'] = {
  ...personalCare,
  PaymentDeclined: 'nobody',
  StrayPaymentReceived: 'nobody',
  RefundCompleted: 'nobody',
  LampLent: (event) => ({ ...event, borrower: ERASED }),
  LampReturned: 'nobody',
};

const Lamp = z.strictObject({ id: z.string(), lamps: z.array(z.string()) });

export const lamps = defineBusiness<BusinessName, State, Command, Event, z.infer<typeof Lamp>>({
  name,
  start: { stage: 'new' },
  life,
  reported,
  growth,
  personal,
  follows: {
    LampLent: ({ at }) => [timer('bring-back', at + 1000)],
    LampReturned: ({ type }, before) => (before.stage === 'lent' ? [publish(type)] : []),
  },
  shown: () => undefined,
  standing: ({ stage }) => ({ stage, isRunning: stage === 'lent', kept: [] }),
  offers: Lamp,
  stock: (entries) => ({
    offerOf: (id) => entries.find((entry) => entry.id === id),
    sells: (id, items) => entries.some((entry) => entry.id === id && items.some((item) => entry.lamps.includes(item))),
    search: () => ({ business: name, providers: [] }),
  }),
  cancellationReasons: [],
  ratingCategories: [],
});
