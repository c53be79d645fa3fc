import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAction } from '../../../lib/beckn/actions.ts';
import { decode } from '../../../lib/beckn/codec.ts';
import { inspect } from '../../../lib/beckn/inspect.ts';
import { networkName } from '../../../lib/beckn/v1.1/dialects/network-names.ts';

const folder = new URL('../../../../shared/specs/', import.meta.url);
const here = existsSync(folder);
const now = new Date('2026-11-21T09:00:00Z');

interface Document {
  readonly name: string;
  readonly body: { readonly context: { readonly action: string; readonly domain: string }; readonly message?: object };
}

const documents = (domain: string): Document[] =>
  here
    ? readdirSync(new URL(`${domain}/`, folder))
        .filter((name) => name.endsWith('.json'))
        .map((name) => ({ name, body: JSON.parse(readFileSync(new URL(`${domain}/${name}`, folder), 'utf8')) }))
    : [];

describe.each([
  ['dent', 12],
  ['connection', 4],
  ['installation', 5],
  ['flexibility', 6],
])('the requests of the %s documents', (domain, count) => {
  it('are understood', ({ skip }) => {
    skip(!here, 'the documents are not beside this folder');
    const requests = documents(domain).filter(({ body }) => isAction(body.context.action));
    expect(requests.length).toBe(count);
    for (const { name, body } of requests) {
      const { action } = body.context;
      if (!isAction(action)) continue;
      const sent = { ...body, context: { ...body.context, timestamp: now.toISOString() } };
      const request = decode(action, inspect(Buffer.from(JSON.stringify(sent)), 262_144), now);
      expect(request, name).toMatchObject({ action, context: { action, domain: networkName(body.context.domain) } });
    }
  });
});
