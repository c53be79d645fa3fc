import { parcelIn } from '../aws/parcels.ts';

/** What a parked message was to do, and for which transaction; nothing else of it may be told. */
export interface ParkedWork {
  readonly kind: string;
  readonly transaction?: string;
}

export function workIn(text: string): ParkedWork {
  const { kind, subject } = parcelIn(text);
  return { kind: kind === 'unknown' ? kind : `${kind} ${subject.action}`, transaction: subject.transactionId };
}
