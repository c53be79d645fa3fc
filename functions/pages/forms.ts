import { businessTime } from '../../lib/aws/business-time.ts';
import { http, queue } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { once } from '../../lib/aws/once.ts';
import { type Html, html, page } from '../../lib/aws/page.ts';
import { links, orders } from '../../lib/aws/ports.ts';
import { reporting } from '../../lib/aws/processes.ts';
import { bytesOf } from '../../lib/aws/signed-http.ts';
import { workQueue } from '../../lib/aws/work-queue.ts';
import type { OrderKey } from '../../lib/flow/ports.ts';
import { orderOf } from '../../lib/flow/read.ts';

const TITLE = 'Your feedback';
const LONGEST = 1000;

interface Feedback {
  readonly key: OrderKey;
  readonly comment: string;
}

const ports = lazily({ links, orders });

const work = once(() => workQueue<Feedback>(readEnv('QUEUE_URL').QUEUE_URL));

/** The feedback form of an order, for who has its link. */
export const receive = http(async (event) => {
  const key = await ports.links.open('forms', event.pathParameters?.id ?? '');
  const order = key && (await orderOf(key, ports));
  if (key === undefined || order === undefined) return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  if (order.hasFeedback()) return page(403, TITLE, html`<p>You have told us already. Thank you.</p>`);
  if (event.requestContext.http.method === 'GET') return page(200, TITLE, question(''));
  const comment = new URLSearchParams(Buffer.from(bytesOf(event)).toString('utf8')).get('comment')?.trim() ?? '';
  if (comment === '' || comment.length > LONGEST)
    return page(400, TITLE, question(`Please write 1 to ${LONGEST} characters.`));
  await work().send({ body: { key, comment }, group: key.buyerId });
  return page(200, 'Thank you', html`<p>Your feedback has arrived.</p>`);
});

const reports = reporting();

export const process = queue<Feedback>(
  async ({ key, comment }, { id, sentAt }) => {
    const at = await businessTime(sentAt);
    await reports({ key, at, from: 'forms', delivery: id, command: { type: 'GiveFeedback', comment } });
  },
  ({ key }) => ({ action: 'forms', transaction_id: key.transactionId }),
);

const question = (complaint: string): Html => html`<p role="status">${complaint}</p>
<form method="post">
<label for="comment">How was it?</label>
<textarea id="comment" name="comment" rows="5" maxlength="${String(LONGEST)}" required></textarea>
<button>Send</button>
</form>`;
