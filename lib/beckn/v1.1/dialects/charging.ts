import type { ChargingPhase, ChargingShown } from '../../../language/charging.ts';
import type { Vehicle } from '../../../language/party.ts';
import type { WishedFulfillment } from '../../../language/wish.ts';
import { askFor, isQuestion, yesOrNo } from './charging-inputs.ts';
import { connectorJson, sessionTags } from './charging-session.ts';
import { allLabelled, type Dialect, labelled, type Spoken, unheard } from './dialect.ts';

/** EV charging and battery swap as the DENT workflow speaks of them. */
export const charging: Dialect<'ev-charging'> = {
  network: 'ev-charging',
  wanted(written, said) {
    const labels = written.filter((label) => !isQuestion(label));
    const vehicle = said && ('items' in said ? said.fulfillments[0]?.vehicle : said.vehicle);
    const limit = labelled(labels, 'state-of-charge-limit');
    return {
      chargerType: labelled(labels, 'charger-type'),
      connectorType: labelled(labels, 'connector-type'),
      power: labelled(labels, 'power-rating'),
      stateOfChargeLimit: limit === undefined ? undefined : Number(limit),
      vehicle,
      batteryTypes: allLabelled(labels, 'battery-type', 'battery-types'),
      blocks: yesOrNo(labelled(labels, 'block')),
      vehicleTypes: allLabelled(labels, 'vehicle-type', 'vehicle-types') ?? wheelsOf(vehicle),
    };
  },
  told(target, { fulfillments: [fulfillment] }) {
    if (!/fulfil/i.test(target))
      return unheard('update-target-unknown', `the state of a fulfillment can be updated, not ${target.slice(0, 60)}`);
    switch (fulfillment?.state) {
      case 'start-charging':
        return { type: 'StartCharging', fulfillmentId: fulfillment.id };
      case 'end-charging':
        return { type: 'StopCharging', fulfillmentId: fulfillment.id };
      default:
        return moved(fulfillment);
    }
  },
  fulfillment(own) {
    const facts = [
      { name: 'Charger type', code: 'charger-type', value: own.chargerType },
      { name: 'Connector type', code: 'connector-type', value: own.connectorType },
      { name: 'Power Rating', code: 'power-rating', value: own.power },
      ...(own.batteryTypes ?? []).map((value) => ({ name: 'Battery type', code: 'battery-type', value })),
      ...(own.vehicleTypes ?? []).map((value) => ({ name: 'Vehicle type', code: 'vehicle-type', value })),
      { name: 'Availability', code: 'availability', value: own.isAvailable ? 'Available' : 'Not available' },
    ];
    return {
      state: stateOf(own),
      vehicle: own.vehicle && writeVehicle(own.vehicle),
      tags: [
        { name: 'Charging Point Specifications', code: 'charging-point-specifications', list: facts },
        ...askFor(own.open),
        ...(own.session ? [sessionTags(own.session)] : []),
      ],
    };
  },
  // The documents spell this state so in terms, and `charging-started` in updates.
  termState: (stage) => termStates.get(stage) ?? 'payment-completed',
  tells: {
    PaymentCompleted: 'on_status',
    PaymentDeclined: 'on_status',
    ConnectorPlugged: 'on_status',
    ChargingStarted: 'on_status',
    ChargingProgressed: 'on_status',
    ChargingRequestLapsed: 'on_status',
    RefundCompleted: 'on_status',
    ChargerFaulted: 'on_cancel',
    OrderCancelled: 'on_cancel',
    ChargingEnded: 'on_update',
  },
};

/** A category is whatever people call it; only one such as "2-WHEELER" is a type that a catalogue has. */
const wheelsOf = (vehicle: Vehicle | undefined): readonly string[] | undefined =>
  vehicle?.category !== undefined && /wheel/i.test(vehicle.category) ? [vehicle.category] : undefined;

const termStates: ReadonlyMap<string, string> = new Map([
  ['charging', 'charging-start'],
  ['no-show', 'no-show'],
  ['faulted', 'charger-error'],
]);

const states = {
  initiated: 'order-initiated',
  paid: 'payment-completed',
  booked: 'payment-completed',
  plugged: 'payment-completed',
  requested: 'charging-requested',
  charging: 'charging-started',
  ended: 'charging-ended',
  cancelled: 'order-cancelled',
  faulted: 'charger-error',
} as const satisfies Record<ChargingPhase, string>;

const swapStates: Partial<Record<ChargingPhase, string>> = { charging: 'swap-started', ended: 'swap-ended' };

const ownStates: ReadonlySet<string> = new Set([...Object.values(states), ...Object.values(swapStates)]);

/** Stops with other times; who sends back the state as it was told to him does not want another one. */
function moved(fulfillment: WishedFulfillment | undefined) {
  const { id, state, window, place } = fulfillment ?? {};
  return window === undefined || (state !== undefined && !ownStates.has(state))
    ? unheard('update-impossible', 'the state start-charging or end-charging, or stops with times, were expected')
    : ({ type: 'Reschedule', fulfillmentId: id, window, place } as const);
}

function stateOf({ phase, isSwap, connector }: ChargingShown): Spoken['state'] {
  if (phase === undefined) return undefined;
  const code = (isSwap ? swapStates[phase] : undefined) ?? states[phase];
  // A swap station is no charge point of OCPP's.
  return { code, longDesc: isSwap ? undefined : connector && connectorJson(connector) };
}

const writeVehicle = ({ energyType, ...vehicle }: Vehicle) => ({ ...vehicle, energy_type: energyType });
