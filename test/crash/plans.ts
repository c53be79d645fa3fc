import type { Random } from '../memory/random.ts';

/** What a journey is going to do. */
export interface Plan {
  readonly buyer: string;
  readonly phone: string;
  readonly connector: Connector;
  readonly kWh: string;
  /** The window that is wanted, then what would do as well; none for who comes at once. */
  readonly windows: readonly Window[];
  readonly ending: Ending;
}

export type Ending = 'leaves' | 'cancels-unpaid' | 'cancels-paid' | 'stays' | 'cancels' | 'rates' | 'charges';

export interface Connector {
  readonly providerId: string;
  readonly fulfillmentId: string;
}

export interface Window {
  readonly start: number;
  readonly end: number;
}

const connectors: readonly [Connector, ...Connector[]] = [
  { providerId: 'chargezone.in', fulfillmentId: '1' },
  { providerId: 'chargezone.in', fulfillmentId: '2' },
  { providerId: 'log9.in', fulfillmentId: '3' },
  { providerId: 'log9.in', fulfillmentId: '4' },
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Nobody who comes at once is in the way of a booked window. */
const FIRST_WINDOW = 6 * HOUR;
/** Fewer than a customer may hold at a time. */
const JOURNEYS_OF_CUSTOMER = 3;
const VISITORS_OF_CONNECTOR = 2;
const endings = [
  'stays',
  'stays',
  'stays',
  'cancels',
  'cancels',
  'rates',
  'cancels-unpaid',
  'cancels-paid',
  'leaves',
] as const;

/** Some come at once; the others want windows on all connectors, many days, and in places the same ones. */
export function plansFor(count: number, buyers: readonly string[], now: number, random: Random): readonly Plan[] {
  const plans: Plan[] = [];
  const begun = new Map<Connector, number>();
  const add = (plan: Pick<Plan, 'connector' | 'windows' | 'ending'>) => {
    const customer = Math.floor(plans.length / JOURNEYS_OF_CUSTOMER);
    plans.push({
      ...plan,
      buyer: buyers[plans.length % buyers.length] ?? '',
      phone: `+91-90000${String(customer).padStart(5, '0')}`,
      kWh: random.pick(['2', '4', '6.5']),
    });
  };
  const nextWindow = (connector: Connector): Window => {
    const slot = begun.get(connector) ?? 0;
    begun.set(connector, slot + 1);
    const start = Math.ceil(now / HOUR) * HOUR + FIRST_WINDOW + slot * 2 * HOUR;
    return { start, end: start + random.pick([30, 45, 60]) * MINUTE };
  };

  for (const connector of connectors)
    for (let visitor = 0; visitor < VISITORS_OF_CONNECTOR; visitor++)
      add({ connector, windows: [], ending: 'charges' });
  while (plans.length < count) {
    const connector = random.pick(connectors);
    const wanted = nextWindow(connector);
    for (let rivals = random.pick([1, 1, 2, 4]); rivals > 0 && plans.length < count; rivals--) {
      const later = random.pick([0, 0, 15]) * MINUTE;
      const own = { start: wanted.start + later, end: wanted.end + later };
      add({ connector, windows: [own, nextWindow(connector)], ending: random.pick(endings) });
    }
  }
  return plans;
}
