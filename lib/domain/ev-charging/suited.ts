import type { WantedCharging } from '../../language/charging.ts';
import { type Fulfillment, isSwap } from './offers.ts';
import { sameWord } from './same-word.ts';

/** What a customer comes with; any of the types that were said. */
export type VehicleTypes = Pick<WantedCharging, 'batteryTypes' | 'vehicleTypes'>;

/** Whether a vehicle and its battery can be served there. */
export const suitsVehicle =
  (vehicle: VehicleTypes) =>
  (connector: Fulfillment): boolean =>
    takesBattery(connector, vehicle) && takesVehicle(connector, vehicle);

/** A battery is charged wherever its plug fits. It is swapped only for one that the catalogue says is there. */
const takesBattery = (connector: Fulfillment, { batteryTypes: wanted }: VehicleTypes): boolean =>
  wanted === undefined || hasAny(connector.batteryTypes ?? (isSwap(connector) ? [] : wanted), wanted);

/** Where the catalogue names no vehicles all can come. */
const takesVehicle = ({ vehicleTypes }: Fulfillment, { vehicleTypes: wanted }: VehicleTypes): boolean =>
  wanted === undefined || vehicleTypes === undefined || hasAny(vehicleTypes, wanted);

const hasAny = (known: readonly string[], wanted: readonly string[]) =>
  known.some((one) => wanted.some((other) => sameWord(one, other)));

/** Who names a battery, and nothing that only a charger has, looks for a swap. */
export const looksForSwap = ({ batteryTypes, chargerType, connectorType, power }: WantedCharging): boolean =>
  batteryTypes !== undefined && (chargerType ?? connectorType ?? power) === undefined;

const MOST_NAMED = 5;
const LONGEST_WORDS = 60;

/** Why none of these serves the vehicle; undefined where one does. */
export function whyUnsuited(connectors: readonly Fulfillment[], vehicle: VehicleTypes): string | undefined {
  if (connectors.length === 0 || connectors.some(suitsVehicle(vehicle))) return undefined;
  const names = said(connectors.map(({ id }) => id));
  if (!connectors.some((connector) => takesBattery(connector, vehicle)))
    return `fulfillment ${names} has batteries of type ${said(connectors.flatMap((one) => one.batteryTypes ?? []))}, not ${said(vehicle.batteryTypes)}`;
  if (!connectors.some((connector) => takesVehicle(connector, vehicle)))
    return `fulfillment ${names} is for vehicles of type ${said(connectors.flatMap((one) => one.vehicleTypes ?? []))}, not ${said(vehicle.vehicleTypes)}`;
  return `none of fulfillment ${names} is for both ${said(vehicle.batteryTypes)} and ${said(vehicle.vehicleTypes)}`;
}

const said = (words: readonly string[] = []): string =>
  [...new Set(words)]
    .slice(0, MOST_NAMED)
    .map((word) => word.slice(0, LONGEST_WORDS))
    .join(', ') || 'nobody knows which';
