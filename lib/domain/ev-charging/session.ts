import type { Session } from '../../language/charging.ts';
import type { Charging, Requested } from './state.ts';

export const sessionOf = ({ terms, sessionId }: Requested | Charging): Session => ({
  providerId: terms.offer.provider.id,
  sessionId,
});
