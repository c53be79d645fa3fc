import * as z from 'zod';

/** What partners report, as it waits on a queue: free of the words that they use over the wire. */

const Id = z.string().min(1);
/** Business time, RFC 3339. */
const At = z.iso.datetime({ offset: true });

const money = { paymentId: Id, reference: Id, amount: z.string(), currency: z.string().length(3), at: At };

/** On the queue `payments`. */
export const PaymentReport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paid'), ...money }),
  z.strictObject({ kind: z.literal('declined'), ...money }),
  z.strictObject({ kind: z.literal('refunded'), refundId: Id, ...money }),
]);
export type PaymentReport = z.infer<typeof PaymentReport>;

const connector = z.strictObject({ providerId: Id, fulfillmentId: Id });

/** On the queue `charge-points`. */
export const ChargePointReport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['plugged', 'unplugged', 'faulted', 'cleared']), connector, at: At }),
  z.strictObject({
    kind: z.literal('session'),
    sessionId: Id,
    reference: Id,
    status: z.enum(['charging', 'ended', 'faulted']),
    energyWh: z.int().nonnegative(),
    /** Percent. */
    stateOfCharge: z.number().min(0).max(100).optional(),
    why: z.enum(['full', 'stopped-by-operator', 'unplugged', 'fault', 'stopped', 'swapped']).optional(),
    /** Absent where nothing was plugged in before the end. */
    startedAt: At.optional(),
    at: At,
  }),
]);
export type ChargePointReport = z.infer<typeof ChargePointReport>;
