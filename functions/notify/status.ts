import { notifies } from '../../lib/aws/notifies.ts';

/** What happened to an order that the buyer did not just ask for. */
export const process = notifies();
