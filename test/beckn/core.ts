import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** The schemas of the core. They are no part of this project: where they are not beside it, nothing is held against them. */

export const specifications = new URL('../../../shared/specs/', import.meta.url);
const areHere = existsSync(specifications);
export const absent = 'the specifications are not beside this folder';

export interface Breach {
  /** Of the value, from the root of what was validated. */
  readonly path: string;
  readonly message: string;
}

/** How a callback breaks the schema of its action. References of meta.yaml lead nowhere in the context: there the message alone. */
export function breachesOf(action: string, body: { readonly message?: unknown }): readonly Breach[] {
  if (!areHere) return [];
  const isMeta = !action.startsWith('on_');
  const schema = `paths/~1${action}/post/requestBody/content/application~1json/schema`;
  const validate = schemas().getSchema(isMeta ? `meta#/${schema}/properties/message` : `transaction#/${schema}`);
  if (validate === undefined) return [{ path: '', message: `the core has no schema for ${action}` }];
  validate(isMeta ? body.message : body);
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => ({ path: instancePath, message }));
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
