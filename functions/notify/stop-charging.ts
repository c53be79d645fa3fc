import { notifies } from '../../lib/aws/notifies.ts';

/** Charging was stopped, by a limit, the operator or the vehicle: the last reading has settled the order, and the buyer gets the bill. */
export const process = notifies();
