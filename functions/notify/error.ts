import { notifies } from '../../lib/aws/notifies.ts';

/** The provider could not keep its promise, or gave up waiting: the order is cancelled, and the money goes back. */
export const process = notifies();
