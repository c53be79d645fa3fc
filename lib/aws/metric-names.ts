/** What the platform measures of itself. Functions write it, the dashboard and the alarms read it; both find its name here. */
export const metrics = {
  /** Refused at the door, or by a callback with an error. */
  RequestsRefused: { unit: 'Count', by: ['code'] },
  /** From the acknowledgement until the request is worked off and its callback is queued: our own share of what a buyer waits. */
  ProcessingTime: { unit: 'Milliseconds', by: ['action'] },
  Callbacks: { unit: 'Count', by: ['outcome'] },
  /** All attempts but those that were acknowledged. */
  CallbackFailures: { unit: 'Count', by: [] },
  /** From being queued until the receiver acknowledged it, with all attempts: the receiver's share. */
  CallbackTime: { unit: 'Milliseconds', by: [] },
  /** How long an order stood where it stood, told when it goes on. */
  TimeInState: { unit: 'Milliseconds', by: ['state'] },
  /** Connectors kept for somebody who has not paid yet. */
  HoldsOpened: { unit: 'Count', by: [] },
  HoldsClosed: { unit: 'Count', by: [] },
  /** In minor units. */
  MoneyTaken: { unit: 'None', by: ['currency'] },
  MoneyCaptured: { unit: 'None', by: ['currency'] },
  MoneyRefunded: { unit: 'None', by: ['currency'] },
  /** Messages and requests that failed by our own doing, not because somebody else could not be reached. */
  Failures: { unit: 'Count', by: ['function', 'version'] },
  /** Requests that failed on all their attempts, and were answered so. */
  RequestsGivenUp: { unit: 'Count', by: [] },
  DeadLetters: { unit: 'Count', by: [] },
  /** Deadlines that passed without anybody noticing, as the daily sweep finds them. */
  TimersMissed: { unit: 'Count', by: [] },
} as const satisfies Record<string, { unit: 'Count' | 'Milliseconds' | 'None'; by: readonly string[] }>;

export type MetricName = keyof typeof metrics;
/** Each dimension has few values, because every combination costs money every month. The log has receivers and transactions (decision 24). */
export type DimensionsOf<Name extends MetricName> = Readonly<Record<(typeof metrics)[Name]['by'][number], string>>;

export const NAMESPACE = 'BecknEnergy';

/** The dimension that all have, for an account may have several stages. */
export const serviceOf = (stage: string): string => `beckn-energy-${stage}`;
