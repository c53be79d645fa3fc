/** What every queue carries: what it is about, for whoever has to say so without understanding what is inside. */
export interface Parcel<Body = unknown> {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly body: Body;
}

/**
 * A buyer's request; what somebody reports; a deadline; an event of the bus; a callback on its way out; what a partner has
 * to do; what a simulator has to do; and whatever else lies on a queue.
 */
export type Kind = (typeof kinds)[number];

export const kinds = ['request', 'report', 'timer', 'event', 'callback', 'call', 'errand', 'unknown'] as const;

export interface Subject {
  /** What is done, or who reports. */
  readonly action: string;
  readonly transactionId?: string;
  readonly messageId?: string;
}

/** A parcel to be put on a queue. */
export interface Outgoing<Body = unknown> extends Parcel<Body> {
  /** One busy or broken participant does not starve the others. */
  readonly group: string;
}

export const isParcel = (value: unknown): value is Parcel =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  kinds.some((kind) => kind === value.kind) &&
  'subject' in value &&
  typeof value.subject === 'object' &&
  value.subject !== null &&
  'body' in value;
