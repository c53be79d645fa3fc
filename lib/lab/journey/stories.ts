import { evCancel, noShow } from './stories/cancelling.ts';
import {
  batterySwap,
  chargerFault,
  evCharging,
  evOffer,
  evReservation,
  mobileBatterySwap,
} from './stories/charging.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [
  evCharging,
  evReservation,
  evOffer,
  batterySwap,
  mobileBatterySwap,
  chargerFault,
  noShow,
  evCancel,
];

/** Promised by the network's contract, and not told yet. */
export const comingStories: readonly string[] = [
  'solar-installation',
  'electricity-connection',
  'demand-flexibility',
  'ubc-walk-in',
  'ubc-reservation',
  'ubc-undercharge',
  'ubc-overcharge',
  'ubc-interrupted',
];
