import type { Action } from '../../lib/beckn/actions.ts';
import type { Random } from '../memory/random.ts';
import { connectorPush, type Push, paymentPush, refundPush, sessionPush } from './reports.ts';
import type { Scene } from './scene.ts';
import type { Trip } from './trips.ts';

/** What usually comes next to an order in this stage: somebody asks, or a partner reports. */
export function nextOf(stage: string, trip: Trip, scene: Scene, random: Random): Action | Push {
  switch (stage) {
    case 'new':
      return random.pick(['search', 'select', 'select', 'select', 'init']);
    case 'quoted':
      return random.pick(['select', 'init', 'init', 'init']);
    case 'initiated':
      return (!trip.isCollected && paymentPush(trip, scene, random)) || 'confirm';
    case 'paid':
      return random.pick(['confirm', 'confirm', 'confirm', 'status', 'cancel']);
    case 'booked':
      return random.below(4) === 0
        ? connectorPush(trip, scene, random)
        : random.pick(['update', 'update', 'update', 'update', 'track', 'cancel']);
    case 'requested':
    case 'charging':
      return (
        (random.below(2) === 0 && sessionPush(trip, scene, random)) ||
        random.pick(['update', 'status', 'track', 'status', 'cancel'])
      );
    default:
      return (
        (random.below(3) === 0 && refundPush(trip, scene)) || random.pick(['rating', 'support', 'status', 'select'])
      );
  }
}

/** Any report that some partner could make of it now. */
export function anyPush(trip: Trip, scene: Scene, random: Random): Push {
  const told = [
    paymentPush(trip, scene, random),
    refundPush(trip, scene),
    sessionPush(trip, scene, random),
    connectorPush(trip, scene, random),
  ].filter((one) => one !== undefined);
  return told[random.below(told.length)] ?? connectorPush(trip, scene, random);
}
