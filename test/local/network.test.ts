import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNetwork } from '../../lib/local/network.ts';
import { startTestNetwork, type TestNetwork } from './fixture/network.ts';

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork();
});
afterAll(() => network.stop());

describe('a hosted function behind a route', () => {
  it('gets the event that an HTTP API of AWS makes', async () => {
    const { body } = await network.call('POST', '/echo/a%20b/c?x=1&y=a%20b&x=2', 'grüße', { 'X-Some': 'Value' });
    expect(body).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /echo/{proxy+}',
      rawPath: '/echo/a%20b/c',
      rawQueryString: 'x=1&y=a%20b&x=2',
      queryStringParameters: { x: '1,2', y: 'a b' },
      pathParameters: { proxy: 'a b/c' },
      headers: { 'x-some': 'Value' },
      body: 'grüße',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', path: '/echo/a%20b/c', sourceIp: '127.0.0.1' }, stage: '$default' },
    });
  });

  it('gets repeated headers joined by commas, also those that Node would drop', async () => {
    const headers = ['Host', '127.0.0.1', 'authorization', 'one', 'Authorization', 'two', 'x-list', 'a', 'X-List', 'b'];
    const echoed = await new Promise<string>((resolve, reject) => {
      const sent = request(`${network.url}/echo/x`, { headers }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
      sent.on('error', reject).end();
    });
    expect(JSON.parse(echoed).headers).toMatchObject({ authorization: 'one,two', 'x-list': 'a,b' });
  });

  it('gets bytes that are no UTF-8 in base64', async () => {
    const response = await fetch(`${network.url}/echo/x`, { method: 'POST', body: new Uint8Array([0xff, 0xfe, 0x00]) });
    expect(await response.json()).toMatchObject({ body: '//4A', isBase64Encoded: true });
  });

  it('keeps a byte order mark', async () => {
    const { body } = await network.call('POST', '/echo/x', '\uFEFF{}');
    expect(body).toMatchObject({ body: '\uFEFF{}' });
  });

  it('has the environment that its template gives it', async () => {
    const { body } = await network.call('GET', '/environment');
    expect(body).toMatchObject({
      SEEN: 'data-Seen',
      SECRET: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:data-Secret-local0',
      WORK_ARN: 'arn:aws:sqs:us-east-1:000000000000:app-Work',
      ENDPOINT: network.url,
      JOINED: `${network.url}/bpp`,
      AWS_LAMBDA_FUNCTION_NAME: 'app-Door',
    });
  });

  it('is a 500 that tells nothing when it throws', async () => {
    expect(await network.call('POST', '/failures')).toEqual({
      status: 500,
      body: { message: 'Internal Server Error' },
    });
  });

  it('has its lines in the log by the time that it answers', async () => {
    const linesNow = () => readFileSync(`${network.state}/network.log`, 'utf8').split('this door fails').length;
    const before = linesNow();
    await network.call('POST', '/failures');
    expect(linesNow()).toBeGreaterThan(before);
  });

  it('is given up when it never yields, and works again', async () => {
    expect(await network.call('POST', '/hangs')).toMatchObject({ status: 500 });
    expect(await network.call('GET', '/secret')).toMatchObject({ status: 200 });
    const log = readFileSync(`${network.state}/network.log`, 'utf8');
    expect(log).toMatch(/"level":"ERROR","function":"app-Door","message":"app-Door timed out after/);
    expect(log).toMatch(/a thread was given up with \d+ calls: app-Door did not yield/);
  }, 20_000);

  it.each([
    ['GET', '/nowhere', 404],
    ['POST', '/messages/', 404],
    ['POST', '/%6Dessages', 404],
    ['GET', '/messages', 405],
  ])('is not reached by %s %s', async (method, path, status) => {
    expect(await network.call(method, path)).toMatchObject({ status });
  });

  it('is spared a body of more than 10 MB', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(network.url).port), '127.0.0.1', () => {
        socket.write('POST /echo/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
        for (let sent = 0; sent < 12; sent += 1) socket.write(`100000\r\n${'x'.repeat(0x100000)}\r\n`);
      });
      socket
        .setEncoding('utf8')
        .on('error', () => undefined)
        .once('data', resolve);
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('a secret of the templates', () => {
  it('is made as the template asks and can be replaced', async () => {
    const made = await network.call('GET', '/secret');
    expect(made.body).toMatchObject({ SecretString: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
    await network.call('PUT', '/secret', 'another');
    expect((await network.call('GET', '/secret')).body).toMatchObject({ SecretString: 'another' });
  });
});

describe('a network', () => {
  it('is up', async () => {
    expect(await network.call('GET', '/healthz')).toEqual({ status: 200, body: { status: 'up' } });
  });

  it('has its state folder and its port for itself', async () => {
    const options = { directory: `${network.state}/cdk.out`, state: network.state, port: 0 };
    await expect(startNetwork(options)).rejects.toMatchObject({ code: 'state-in-use' });
    const taken = { ...options, state: `${network.state}/other`, port: Number(new URL(network.url).port) };
    await expect(startNetwork(taken)).rejects.toMatchObject({ code: 'port-taken' });
  });
});
