import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServiceEndpoint } from '../../lib/local/endpoint/service-endpoint.ts';

const endpoint = new ServiceEndpoint();
let url = '';

beforeAll(async () => {
  url = await endpoint.listen();
  const untold = () => ({});
  const scheduler = { create: () => ({ made: true }), get: untold, delete: untold };
  const targets = { secretsmanager: { GetSecretValue: () => ({ SecretString: 'hidden' }) } };
  endpoint.serve({ targets, scheduler, answerSqs: (_, response) => response.end() });
});
afterAll(() => endpoint.close());

const ask = (headers: Record<string, string>, path = '/') =>
  new Promise<string>((resolve, reject) => {
    request(url + path, { method: 'POST', headers }, async (answer) => {
      resolve(`${answer.statusCode} ${Buffer.concat(await answer.toArray())}`);
    })
      .on('error', reject)
      .end('{}');
  });

const target = { 'x-amz-target': 'secretsmanager.GetSecretValue' };

test('the stand-ins of the cloud answer functions', async () => {
  expect(await ask(target)).toBe('200 {"SecretString":"hidden"}');
  expect(await ask({}, '/schedules/one')).toBe('200 {"made":true}');
});

test.each([
  [{ ...target, host: 'evil.example' }, '/'],
  [{ ...target, origin: 'https://evil.example' }, '/'],
  [{ origin: 'https://evil.example', 'content-type': 'text/plain' }, '/schedules/one'],
  [{ host: 'rebound.example:4100' }, '/schedules/one'],
])('and no page of a browser that somebody has sent there: %j', async (headers, path) => {
  expect(await ask(headers, path)).toMatch(/^403 .*AccessDenied/);
});
