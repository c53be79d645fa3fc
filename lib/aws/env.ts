import * as z from 'zod';

/** Every name by which the infrastructure tells a function something. Constructs write them, functions read them here. */
const Env = z.object({
  STAGE: z.enum(['local', 'sandbox', 'production']),
  PUBLIC_URL: z.string(),
  SUBSCRIBER_ID: z.string(),
  KEY_ID: z.string(),
  ALIASES: z.string(),
  /** Buyer platforms that may collect payments, by their ids. */
  COLLECTORS: z.string(),
  REGISTRY_URL: z.string(),
  SIGNING_KEY_SECRET: z.string(),
  ORDERS_TABLE: z.string(),
  /** Names the code by which orders are folded: what another one has folded is not read. */
  SHAPE: z.string(),
  HOLDS_TABLE: z.string(),
  CALENDARS_TABLE: z.string(),
  CATALOGUE_TABLE: z.string(),
  NAMES_TABLE: z.string(),
  QUESTIONS_TABLE: z.string(),
  DEADLINES_TABLE: z.string(),
  SUBSCRIBERS_TABLE: z.string(),
  BUYER_TABLE: z.string(),
  SIMULATORS_TABLE: z.string(),
  CLOCK_TABLE: z.string(),
  QUEUE_URL: z.string(),
  CALLBACKS_QUEUE_URL: z.string(),
  PARTNERS_QUEUE_URL: z.string(),
  SLOW_QUEUE_URL: z.string(),
  SLOW_DEAD_LETTERS_URL: z.string(),
  PARKED_QUEUE_URL: z.string(),
  REPORTS_QUEUE_URL: z.string(),
  TIMERS_QUEUE_URL: z.string(),
  TIMERS_QUEUE_ARN: z.string(),
  SIMULATORS_QUEUE_ARN: z.string(),
  AWAITED_QUEUES: z.string(),
  SCHEDULE_GROUP: z.string(),
  SCHEDULER_ROLE_ARN: z.string(),
  SCHEDULER_DEAD_LETTERS_ARN: z.string(),
  BUS_NAME: z.string(),
  PAYMENT_PROVIDER_URL: z.string(),
  PAYMENT_SECRET: z.string(),
  CHARGE_POINT_OPERATOR_URL: z.string(),
  CHARGE_POINT_SECRET: z.string(),
  LINK_SECRET: z.string(),
  OPERATIONS_SECRET: z.string(),
  PARTICIPANTS: z.string(),
  LOOPBACK: z.enum(['allowed', 'refused']),
});

export type Env = z.infer<typeof Env>;
export type EnvName = keyof Env;
export const envNames: readonly string[] = Object.keys(Env.shape);

/** Reads the named settings once; a missing one names itself. */
export function readEnv<Name extends EnvName>(...names: readonly Name[]): Pick<Env, Name> {
  const wanted = new Set<string>(names);
  const schema = z.object(Object.fromEntries(Object.entries(Env.shape).filter(([name]) => wanted.has(name))));
  const read = schema.safeParse(process.env);
  if (!read.success) throw new Error(`environment: ${z.prettifyError(read.error)}`);
  return read.data as Pick<Env, Name>; // fromEntries forgets the keys
}
