import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decode, encode } from '../../../lib/beckn/codec.ts';
import { replies, replyTo, us } from '../replies.ts';
import { fixture, sentAt } from '../requests.ts';

const specs = new URL('../../../../shared/specs/', import.meta.url);
const here = existsSync(specs);
const absent = 'the specifications are not beside this folder';

const { context } = decode('select', fixture('select'), sentAt);
const messageId = '5f0c2f5e-7a1d-4f43-8e55-000000000999';
const error = { code: '40000', message: 'no', path: 'message.order' } as const;

interface Body {
  readonly context: { readonly action: string };
  readonly message: unknown;
}

const encoded = Object.values(replies).map((body) => written(encode(replyTo(context, messageId, body), us)));
const refused = Object.values(replies).map(({ action }) =>
  written(encode(replyTo(context, messageId, { action, error }), us)),
);

function written(body: object): Body {
  return JSON.parse(JSON.stringify(body));
}

/** Validates by the schema of the action. References of meta.yaml lead nowhere in the context: there the message alone. */
function validator(): (body: Body) => readonly ErrorObject[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('phone', true);
  for (const name of ['transaction', 'meta'])
    ajv.addSchema(parse(readFileSync(new URL(`core-1.1/${name}.yaml`, specs), 'utf8')), name);
  return (body) => {
    const { action } = body.context;
    const isMeta = !action.startsWith('on_');
    const schema = `paths/~1${action}/post/requestBody/content/application~1json/schema`;
    const validate = ajv.getSchema(isMeta ? `meta#/${schema}/properties/message` : `transaction#/${schema}`);
    if (validate === undefined) throw new Error(`no schema for ${action}`);
    validate(isMeta ? body.message : body);
    return validate.errors ?? [];
  };
}

describe('the schemas of the core', () => {
  it('accept every reply', ({ skip }) => {
    skip(!here, absent);
    const errorsIn = validator();
    for (const body of encoded) expect(errorsIn(body), body.context.action).toEqual([]);
  });

  it('accept every error', ({ skip }) => {
    skip(!here, absent);
    const errorsIn = validator();
    for (const body of refused) expect(errorsIn(body), body.context.action).toEqual([]);
  });

  it('would notice a wrong reply', ({ skip }) => {
    skip(!here, absent);
    const errorsIn = validator();
    const about = (action: string) => ({ context: { action } });
    expect(errorsIn({ ...about('on_search'), message: {} })).not.toEqual([]);
    expect(errorsIn({ ...about('on_confirm'), message: { order: { status: 'DONE' } } })).not.toEqual([]);
    expect(errorsIn({ ...about('on_track'), message: { tracking: { url: 'no url' } } })).not.toEqual([]);
    expect(errorsIn({ ...about('rating_categories'), message: { rating_categories: [] } })).not.toEqual([]);
  });
});

/** Where the documents' replies deviate from the core, the place that the core has. */
const canonical = (path: string) =>
  path
    .replace('order.providers.', 'order.provider.')
    .replace('billing.number', 'billing.phone')
    .replace('items.fulfillments', 'items.fulfillment_ids')
    .replace(/quantity\.available$/, 'quantity.available.measure.value')
    .replace('stops.location.url', 'stops.location.map_url')
    .replace('feedback_form.xinput', 'feedback_form');

/** The paths of all values, positions in arrays left out. */
function fields(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => fields(entry, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => fields(member, `${path}.${key}`));
}

const fieldsOf = (body: Body) => [...fields(body.context, 'context'), ...fields(body.message, 'message')];

describe("the documents' own replies", () => {
  it('have no field that ours lack', ({ skip }) => {
    skip(!here, absent);
    const names = readdirSync(new URL('dent/', specs)).filter((name) => name.includes('-on_'));
    expect(names.length).toBe(13);
    for (const name of names) {
      const document: Body = JSON.parse(readFileSync(new URL(`dent/${name}`, specs), 'utf8'));
      const ours = encoded.filter((body) => body.context.action === document.context.action).flatMap(fieldsOf);
      const lacking = fieldsOf(document)
        .map(canonical)
        .filter((field) => !ours.includes(field));
      expect(lacking, name).toEqual([]);
    }
  });
});
