import { breachesOf } from '../beckn/core.ts';
import type { Callback, Peer } from './peer.ts';
import { minor } from './wire.ts';

/** What is wrong with a callback, whatever it is about. */
export function faultsOf(callback: Callback, peer: Peer, network: string): readonly string[] {
  const { context, message, error, path, verified, receivedAt } = callback;
  const quote = message?.order?.quote;
  const sum = quote?.breakup.reduce((total, { price }) => total + minor(price.value), 0);
  const faults = {
    'its signature does not verify': !verified,
    'its action is not the one of its path': context.action !== path,
    'it is not from the provider': context.bpp_id !== 'bpp.beckn-energy.local' || context.bpp_uri !== `${network}/bpp`,
    'it is not for this buyer': context.bap_id !== peer.subscriberId || context.bap_uri !== peer.url,
    'its version is not 1.1.0': context.version !== '1.1.0',
    'its time is not now': Math.abs(receivedAt - Date.parse(context.timestamp)) > 60_000,
    'it has neither a message nor an error': message === undefined && error === undefined,
    [`its quote of ${quote?.price.value} has lines of ${Number(sum) / 100}`]: quote && sum !== minor(quote.price.value),
  };
  const found = Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [fault] : []));
  return [...found, ...breaches(callback)].map((fault) => `${path} ${context.message_id}: ${fault}`);
}

function breaches(callback: Callback): readonly string[] {
  const { path: action, verified: _verified, receivedAt: _receivedAt, ...body } = callback;
  return breachesOf(action, body).map(({ path, message }) => `${path} ${message}`);
}
