import { http } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { once } from '../../lib/aws/once.ts';
import { type Html, html, page } from '../../lib/aws/page.ts';
import { businesses, links, orders } from '../../lib/aws/ports.ts';
import { reports } from '../../lib/aws/processes.ts';
import { bytesOf } from '../../lib/aws/signed-http.ts';
import { workQueue } from '../../lib/aws/work-queue.ts';
import { linked } from '../../lib/flow/order/linked.ts';
import { orderOf } from '../../lib/flow/order/read.ts';
import { type Reported, reportParcel } from '../../lib/flow/order/reported.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import type { Question } from '../../lib/language/shown.ts';

const TITLE = 'Your feedback';
const LONGEST = 1000;

const ports = lazily({ links, orders, businesses });

const work = once(() => workQueue<Reported>(readEnv('QUEUE_URL').QUEUE_URL));

/** The feedback form of an order, for who has its link. */
export const receive = http(async (event) => {
  const { pathParameters, requestContext } = event;
  const see = async (key: OrderKey) => (await orderOf(key, ports))?.shown();
  const asked = { token: pathParameters?.id, at: requestContext.timeEpoch };
  const found = await linked('forms', asked, { links: ports.links, see });
  if (found === undefined) return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  const { key, order } = found;
  const { feedback } = order;
  if (feedback.isGiven) return page(403, TITLE, html`<p>You have told us already. Thank you.</p>`);
  const { questions } = feedback;
  if (event.requestContext.http.method === 'GET') return page(200, TITLE, form(questions, ''));
  const sent = new URLSearchParams(Buffer.from(bytesOf(event)).toString('utf8'));
  const given = questions.map(({ id }) => [id, sent.get(id)?.trim() ?? ''] as const).filter(([, text]) => text !== '');
  const answers = Object.fromEntries(given);
  const complaint =
    questions.map((question) => complaintOf(question, answers[question.id])).find(Boolean) ??
    (given.length === 0 ? 'Please answer at least one question.' : undefined);
  if (complaint !== undefined) return page(400, TITLE, form(questions, complaint));
  const report = { about: { key }, command: { type: 'GiveFeedback', answers } };
  await work().send(reportParcel('forms', report, key.buyerId));
  return page(200, 'Thank you', html`<p>Your feedback has arrived.</p>`);
});

function complaintOf({ kind, required, text }: Question, answer: string | undefined): string | undefined {
  if (answer === undefined ? !required : isValid[kind](answer)) return undefined;
  return kind === 'stars' ? `Please choose 1 to 5: ${text}` : `Please write 1 to ${LONGEST} characters: ${text}`;
}

const isValid = {
  stars: (answer: string) => /^[1-5]$/.test(answer),
  words: (answer: string) => answer.length <= LONGEST,
} as const satisfies Record<Question['kind'], unknown>;

export const process = reports();

const form = (questions: readonly Question[], complaint: string): Html => html`<p role="status">${complaint}</p>
<form method="post">
${questions.map(field)}
<button>Send</button>
</form>`;

const field = ({ id, text, kind, required }: Question): Html => {
  const must = required ? 'required' : '';
  return kind === 'stars'
    ? html`<label for="${id}">${text} (1 to 5)</label>
<input id="${id}" name="${id}" type="number" min="1" max="5" ${must}>`
    : html`<label for="${id}">${text}</label>
<textarea id="${id}" name="${id}" rows="5" maxlength="${String(LONGEST)}" ${must}></textarea>`;
};
