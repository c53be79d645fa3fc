import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

/** Whether the request was taken with an ACK; not so either when nobody answers. */
export function isAccepted(url: string, body: string, authorization: string): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        answer += chunk;
      });
      response.on('error', () => resolve(false));
      response.on('end', () => resolve(response.statusCode === 200 && answer.includes('"ACK"')));
    });
    sent.on('error', () => resolve(false));
    sent.end(body);
  });
}
