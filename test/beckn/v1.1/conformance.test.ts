import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../lib/beckn/codec.ts';
import { absent, breachesOf, specifications } from '../core.ts';
import { replies, replyTo, us } from '../replies.ts';
import { fixture, sentAt } from '../requests.ts';

const here = existsSync(specifications);

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

const breachesIn = (body: Body) => breachesOf(body.context.action, body);

describe('the schemas of the core', () => {
  it('accept every reply', ({ skip }) => {
    skip(!here, absent);
    for (const body of encoded) expect(breachesIn(body), body.context.action).toEqual([]);
  });

  it('accept every error', ({ skip }) => {
    skip(!here, absent);
    for (const body of refused) expect(breachesIn(body), body.context.action).toEqual([]);
  });

  it('would notice a wrong reply', ({ skip }) => {
    skip(!here, absent);
    const about = (action: string) => ({ context: { action } });
    expect(breachesIn({ ...about('on_search'), message: {} })).not.toEqual([]);
    expect(breachesIn({ ...about('on_confirm'), message: { order: { status: 'DONE' } } })).not.toEqual([]);
    expect(breachesIn({ ...about('on_track'), message: { tracking: { url: 'no url' } } })).not.toEqual([]);
    expect(breachesIn({ ...about('rating_categories'), message: { rating_categories: [] } })).not.toEqual([]);
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
    const names = readdirSync(new URL('dent/', specifications)).filter((name) => name.includes('-on_'));
    expect(names.length).toBe(13);
    for (const name of names) {
      const document: Body = JSON.parse(readFileSync(new URL(`dent/${name}`, specifications), 'utf8'));
      const ours = encoded.filter((body) => body.context.action === document.context.action).flatMap(fieldsOf);
      const lacking = fieldsOf(document)
        .map(canonical)
        .filter((field) => !ours.includes(field));
      expect(lacking, name).toEqual([]);
    }
  });
});
