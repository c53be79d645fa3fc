import * as z from 'zod';
import type { Quantity } from '../../../language/wish.ts';
import { Decimal } from './decimal.ts';
import { type Leaf, optional } from './leaf.ts';
import { Name } from './text.ts';

/** What quantities are in when no unit is named: this network sells energy. */
const ENERGY_UNIT = 'kWh';

const Unit: Leaf<string> = {
  expected: Name.expected,
  read: (received) => {
    const unit = Name.read(received)?.trim();
    return unit?.toLowerCase() === ENERGY_UNIT.toLowerCase() ? ENERGY_UNIT : unit;
  },
};

const scalar = {
  value: optional(Decimal),
  estimated_value: optional(Decimal),
  computed_value: optional(Decimal),
  unit: optional(Unit),
};

/** A measure, its parts without it, or a bare number; a count says nothing about energy. */
const Amount = z
  .preprocess(
    (received) => (typeof received === 'object' ? received : { value: received }),
    z.object({ ...scalar, measure: z.object(scalar).nullish() }),
  )
  .transform((amount): Quantity | undefined => {
    const { value, estimated_value, computed_value, unit = ENERGY_UNIT } = amount.measure ?? amount;
    const stated = value ?? estimated_value ?? computed_value;
    return stated === undefined ? undefined : { value: stated, unit };
  });

export const SelectedQuantity = z
  .object({ selected: Amount.nullish() })
  .transform(({ selected }): Quantity | undefined => selected ?? undefined);

export const WantedQuantity = z
  .object({ required: Amount.nullish(), selected: Amount.nullish(), available: Amount.nullish() })
  .transform(
    ({ required, selected, available }): Quantity | undefined => required ?? selected ?? available ?? undefined,
  );
