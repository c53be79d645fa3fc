import type { OpenInput, WantedCharging } from '../../language/charging.ts';
import type { Wish } from '../../language/wish.ts';
import { comesToCustomer, type Fulfillment } from './offers.ts';
import type { Terms } from './terms.ts';

interface Selected {
  readonly wish: Wish;
  readonly wanted: WantedCharging;
  /** All that would do, the one that was taken among them. */
  readonly connectors: readonly Fulfillment[];
  readonly terms: Terms;
}

/** What a buyer might still say of a selection, and has not. None of it is needed for a quote. */
export function openInputs({ wish, wanted, connectors, terms }: Selected): readonly OpenInput[] {
  const isNamed = wish.fulfillments[0]?.id !== undefined;
  const told = (of: (connector: Fulfillment) => readonly (string | undefined)[]) => distinct(connectors.flatMap(of));
  const inputs: readonly (OpenInput & { readonly isOpen: boolean })[] = [
    { input: 'block', choices: ['Y', 'N'], isOpen: !terms.reserved && wanted.blocks === undefined },
    { input: 'time-slot', choices: ['start', 'end'], isOpen: !terms.reserved && wanted.blocks !== false },
    {
      input: 'charger-type',
      choices: told(({ chargerType }) => [chargerType]),
      isOpen: !isNamed && wanted.chargerType === undefined,
    },
    {
      input: 'connector-type',
      choices: told(({ connectorType }) => [connectorType]),
      isOpen: !isNamed && wanted.connectorType === undefined,
    },
    {
      input: 'battery-type',
      choices: told(({ batteryTypes = [] }) => batteryTypes),
      isOpen: wanted.batteryTypes === undefined,
    },
    {
      input: 'vehicle-type',
      choices: told(({ vehicleTypes = [] }) => vehicleTypes),
      isOpen: wanted.vehicleTypes === undefined,
    },
    {
      input: 'location',
      choices: ['gps', 'address'],
      isOpen: comesToCustomer(terms.offer.fulfillment) && terms.place === undefined,
    },
  ];
  return inputs
    .filter(({ isOpen, choices }) => isOpen && choices.length > 0)
    .map(({ input, choices }) => ({ input, choices }));
}

const MOST_CHOICES = 20;

const distinct = (words: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(words)].filter((word) => word !== undefined).slice(0, MOST_CHOICES);
