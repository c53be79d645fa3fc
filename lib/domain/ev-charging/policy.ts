import type { Question } from '../../language/shown.ts';

/** The words and numbers of this business, each in one place. */

const MINUTE = 60_000;

export const times = {
  /** How long a quoted price is good for. */
  quote: 15 * MINUTE,
  /** How long a connector is held for a payment. */
  payment: 15 * MINUTE,
  /** How long a paid order waits to be confirmed. */
  confirmation: 15 * MINUTE,
  /** How late a customer may come before the booking lapses. */
  grace: 10 * MINUTE,
  /** How long a requested charge waits for its plug. */
  plug: 10 * MINUTE,
  /** A walk-in has this much room for paying and plugging in beside the charging itself. */
  walkInSlack: 40 * MINUTE,
  /** Walk-ins end on a whole quarter of an hour. */
  step: 15 * MINUTE,
  shortestWindow: 15 * MINUTE,
  longestWindow: 12 * 60 * MINUTE,
  furthestAhead: 30 * 24 * 60 * MINUTE,
  /** What a charge takes when nobody says how much, or until when. */
  unsaid: 30 * MINUTE,
  /** A stop of which nothing is heard is asked again after this time, and after twice as long each time. */
  stop: 2 * MINUTE,
  longestStop: 60 * MINUTE,
  /** How long the last reading of a charge that was stopped is awaited; then the one so far is the last. */
  lastReading: 4 * 60 * MINUTE,
} as const;

/** Who ended an order, when, and what that costs: a fee in percent of what was paid, and whether the reservation is paid back. */
export const cancellationPolicy = {
  'buyer-before-payment': { feePercent: '0', keepsReservation: false },
  'buyer-booked': { feePercent: '0', keepsReservation: true },
  'buyer-charging': { feePercent: '30', keepsReservation: false },
  'no-show': { feePercent: '0', keepsReservation: true },
  'provider-fault': { feePercent: '0', keepsReservation: false },
} as const satisfies Record<string, { feePercent: string; keepsReservation: boolean }>;

export type CancellationCase = keyof typeof cancellationPolicy;

export const cancellationReasons = [
  { id: '1', code: 'PLANS_CHANGED', description: 'Plans have changed' },
  { id: '2', code: 'FOUND_ANOTHER_CHARGER', description: 'Another charger was found' },
  { id: '3', code: 'PRICE_TOO_HIGH', description: 'The price is too high' },
  { id: '4', code: 'WRONG_BOOKING', description: 'Booked by mistake' },
  { id: '5', code: 'CANNOT_MAKE_IT', description: 'Cannot make it on time' },
  { id: '6', code: 'VEHICLE_PROBLEM', description: 'The vehicle has a problem' },
  { id: '7', code: 'OTHER', description: 'Another reason' },
] as const;

/** What a customer is asked afterwards; one answer is enough. */
export const feedbackQuestions: readonly Question[] = [
  { id: 'overall', text: 'How was it?', kind: 'stars', required: false },
  { id: 'amenity', text: 'How was the place?', kind: 'stars', required: false },
  { id: 'comment', text: 'What do you want to tell us?', kind: 'words', required: false },
];

/** Why the provider's staff cancels. */
export const staffReasons = {
  station_closed: 'The station is closed',
  maintenance: 'The charger is under maintenance',
  grid_emergency: 'The grid cannot give the energy now',
  other: 'The provider cannot serve this order',
} as const;

/** Reasons of the provider, under their own ids. */
export const providerReasons = {
  ...staffReasons,
  payment_timeout: 'The payment did not arrive in time',
  confirm_timeout: 'The paid order was not confirmed in time',
  no_show: 'Nobody came before the grace period ended',
  charger_error: 'The charger failed',
} as const;

export type ProviderReason = keyof typeof providerReasons;
