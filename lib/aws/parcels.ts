import { isParcel, type Parcel, type Subject } from '../flow/ports/parcel.ts';
import type { Facts } from './log.ts';

/** The parcel in a message. What is none goes on as it is: it fails as everything unexpected does, and can still be parked. */
export function parcelIn<Body>(text: string): Parcel<Body> {
  const said = read(text);
  // What is on our queues was put there by us alone, and its body is what its kind says.
  return (isParcel(said) ? said : (eventIn(said) ?? unknown(said))) as Parcel<Body>;
}

/** For the log and the trace. */
export const factsOf = ({ action, transactionId, messageId }: Subject): Facts => ({
  action,
  transaction_id: transactionId,
  message_id: messageId,
});

/** EventBridge wraps what rules put on queues by itself. */
function eventIn(said: unknown): Parcel | undefined {
  if (typeof said !== 'object' || said === null || !('detail-type' in said) || !('detail' in said)) return undefined;
  const { 'detail-type': type, detail } = said;
  if (typeof detail !== 'object' || detail === null) return undefined;
  const transactionId = textOf('transactionId' in detail ? detail.transactionId : undefined);
  return { kind: 'event', subject: { action: textOf(type) ?? 'unknown', transactionId }, body: detail };
}

/** An object may have no text at all. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const unknown = (body: unknown): Parcel => ({ kind: 'unknown', subject: { action: 'unknown' }, body });

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
