import type { ConnectorSeen, Metered } from '../../../language/charging.ts';
import { writeInstant } from '../write/measure.ts';
import type { TagGroup } from './dialect.ts';

/** What is known of a session; a fact that the operator does not tell is not written (decision 51). */
export const sessionTags = ({ energyWh, stateOfCharge, startedAt, endedAt, powerKw, currentA }: Metered): TagGroup => ({
  name: 'Charging details',
  code: 'charging-details',
  list: [
    { name: 'Energy delivered', code: 'energy-delivered', value: measured(energyWh / 1000, ' kWh') },
    { name: 'State of charge', code: 'soc', value: measured(stateOfCharge, '%') },
    { name: 'Start time', code: 'start-time', value: writeInstant(startedAt) },
    { name: 'Stop time', code: 'stop-time', value: writeInstant(endedAt) },
    { name: 'Power', code: 'power', value: measured(powerKw, ' kW') },
    { name: 'Current', code: 'current', value: measured(currentA, ' A') },
  ],
});

const measured = (amount: number | undefined, unit: string) => (amount === undefined ? undefined : `${amount}${unit}`);

/** As OCPP's StatusNotification has it. */
export const connectorJson = ({ status, at }: ConnectorSeen): string =>
  JSON.stringify({ status: ocppStatuses[status], timestamp: writeInstant(at) });

const ocppStatuses = {
  available: 'Available',
  preparing: 'Preparing',
  charging: 'Charging',
  finishing: 'Finishing',
  faulted: 'Faulted',
} as const satisfies Record<ConnectorSeen['status'], string>;
