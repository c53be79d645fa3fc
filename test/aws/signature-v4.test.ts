import { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signatureV4 } from '../../lib/aws/signature-v4.ts';

const region = 'eu-central-1';
const service = 'sqs';

const theirs = (credentials: { accessKeyId: string; secretAccessKey: string }) => ({
  async sign(...[request, options]: Parameters<Awaited<ReturnType<SQSClient['config']['signer']>>['sign']>) {
    const signer = await new SQSClient({ region, credentials }).config.signer();
    return signer.sign(request, options);
  },
});

const copyOf = <Request extends { headers: object }>(request: Request) => ({
  ...request,
  headers: { ...request.headers },
});

const text = fc.string({ unit: 'binary' });
const token = fc.stringMatching(/^[a-z][a-z\d-]{0,20}$/);
const Credentials = fc.record(
  { accessKeyId: token, secretAccessKey: text, sessionToken: token },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
const Request = fc.record({
  method: fc.constantFrom('POST', 'GET', 'DELETE', 'PUT'),
  protocol: fc.constant('https:'),
  hostname: fc.constant('sqs.eu-central-1.amazonaws.com'),
  path: fc
    .array(fc.oneof(fc.constantFrom('/', '.', '..', '%2F', '~', "('*)!"), text))
    .map((parts) => `/${parts.join('')}`),
  // The SDK loses a parameter of that name.
  query: fc.dictionary(
    text.filter((name) => name !== '__proto__'),
    fc.oneof(text, fc.array(text)),
  ),
  headers: fc.dictionary(
    fc.oneof(token, fc.constantFrom('host', 'User-Agent', 'X-Amzn-Trace-Id', 'connection', 'sec-x', 'Proxy-X')),
    fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n', 'a', 'Ä', ',') }),
  ),
  body: fc.option(fc.oneof(text, fc.uint8Array()), { nil: undefined }),
});
const At = fc.date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });

const particulars = fc.record({ signingRegion: token, signingService: token }, { requiredKeys: [] });

test('signs whatever request as the SDK does', async () => {
  const property = fc.asyncProperty(Request, Credentials, At, particulars, async (request, credentials, at, others) => {
    const ours = signatureV4({ service, region: async () => region, credentials: async () => credentials });
    const [expected, signed] = await Promise.all([
      theirs(credentials).sign(copyOf(request), { signingDate: at, signingService: service, ...others }),
      ours.sign(request, { signingDate: at, ...others }),
    ]);
    expect(signed).toMatchObject({ ...request, headers: expected.headers });
  });
  await fc.assert(property, { numRuns: 500 });
});

test('signs with the credentials and for the day of each request', async () => {
  const request = { method: 'POST', protocol: 'https:', hostname: 'h', path: '/', query: {}, headers: {}, body: '{}' };
  const steps = fc.array(fc.record({ secret: fc.constantFrom('a', 'b'), day: fc.constantFrom(1, 2) }));
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      let credentials = { accessKeyId: 'id', secretAccessKey: '' };
      const ours = signatureV4({ service, region: async () => region, credentials: async () => credentials });
      for (const { secret, day } of all) {
        credentials = { accessKeyId: 'id', secretAccessKey: secret };
        const signingDate = new Date(Date.UTC(2027, 0, day, 12));
        const expected = await theirs(credentials).sign(copyOf(request), { signingDate, signingService: service });
        expect((await ours.sign(request, { signingDate })).headers).toEqual(expected.headers);
      }
    }),
    { numRuns: 50 },
  );
});

test('refuses a body that comes bit by bit', async () => {
  const credentials = async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' });
  const ours = signatureV4({ service, region: async () => region, credentials });
  const request = { method: 'POST', path: '/', headers: {}, body: new ReadableStream() };
  await expect(ours.sign(request)).rejects.toThrow(TypeError);
});
