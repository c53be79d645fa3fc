import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Callback, Peer } from './peer.ts';
import { minor } from './wire.ts';

export const specifications = new URL('../../../shared/specs/', import.meta.url);
export const absent = 'the specifications are not beside this folder';

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

/** How it breaks the schema of the core; nothing where the schemas are not at hand. References of the meta API lead nowhere in its context. */
function breaches(callback: Callback): readonly string[] {
  if (!existsSync(specifications)) return [];
  const isMeta = !callback.path.startsWith('on_');
  const schema = `paths/~1${callback.path}/post/requestBody/content/application~1json/schema`;
  const validate = schemas().getSchema(isMeta ? `meta#/${schema}/properties/message` : `transaction#/${schema}`);
  if (validate === undefined) return ['the core has no schema for it'];
  const { path: _path, verified: _verified, receivedAt: _receivedAt, ...body } = callback;
  validate(isMeta ? body.message : body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

let compiled: Ajv2020 | undefined;

function schemas(): Ajv2020 {
  if (compiled !== undefined) return compiled;
  compiled = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(compiled);
  compiled.addFormat('phone', true);
  for (const name of ['transaction', 'meta'])
    compiled.addSchema(parse(readFileSync(new URL(`core-1.1/${name}.yaml`, specifications), 'utf8')), name);
  return compiled;
}
