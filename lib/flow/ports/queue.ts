import type { Outgoing } from './parcel.ts';

export interface Queue<Body> {
  /** Returns once the queue has taken the message; throws `TooLarge` for one that it never takes. */
  send(message: Outgoing<Body>): Promise<void>;
}
