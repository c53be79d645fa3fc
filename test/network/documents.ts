import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { absent, specifications } from '../beckn/core.ts';
import { faultsOf } from './judge.ts';
import type { LocalNetwork } from './local-network.ts';
import type { Callback, Peer } from './peer.ts';
import { isRefund, type Order, stateOf } from './wire.ts';

interface Document {
  readonly name: string;
  readonly action: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly message: object;
}

const folder = new URL('dent/', specifications);

/** What the documents have buyers send, in their order. */
const documents: readonly Document[] = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.includes('-on_'))
      .map((name) => {
        const { context, message } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
        return { name, action: context.action, context, message };
      })
  : [];

/** Their order id, which only they know. */
const SAMPLE_ORDER = '6743e9e2-4fb5-487c-92b7';

export function describeDocuments(peer: Peer, network: () => LocalNetwork): void {
  const send = async (document: Document, ids: object, orderId = SAMPLE_ORDER): Promise<Callback> => {
    const addresses = { bap_id: peer.subscriberId, bap_uri: peer.url, timestamp: new Date().toISOString() };
    const context = { ...document.context, ...addresses, ...ids };
    const message: object = JSON.parse(
      JSON.stringify(document.message).replaceAll(`"${SAMPLE_ORDER}"`, `"${orderId}"`),
    );
    const { status, text } = await peer.post(document.action, JSON.stringify({ context, message }));
    expect(`${document.name} ${status} ${text}`).toBe(`${document.name} 200 {"message":{"ack":{"status":"ACK"}}}`);
    const callback = await peer.nextCallback(
      (one) =>
        one.path === `on_${document.action}` && Object.entries(ids).every(([name, id]) => one.context[name] === id),
    );
    expect(faultsOf(callback, peer, network().url), document.name).toEqual([]);
    return callback;
  };

  const document = (name: string): Document => {
    const found = documents.find((one) => one.name.startsWith(name));
    if (found === undefined) throw new Error(`there is no document ${name}`);
    return found;
  };

  describe('the requests of the documents', () => {
    it('are each acknowledged and answered when nothing came before them', async ({ skip }) => {
      skip(documents.length === 0, absent);
      expect(documents.length).toBe(12);
      const answers: Record<string, string | undefined> = {};
      for (const one of documents)
        answers[one.name] = (await send(one, { transaction_id: randomUUID(), message_id: randomUUID() })).error?.code;
      expect(answers).toEqual({
        '01-search.json': undefined,
        '03-select.json': undefined,
        '05-init.json': '40003',
        '07-confirm.json': '30010',
        '09-update.json': '30010',
        '11-update-2.json': '30010',
        '13-status.json': '30010',
        '15-cancel.json': '30010',
        '17-support.json': '30010',
        '19-cancel-2.json': '30010',
        '22-rating.json': '30014',
        '24-support-2.json': '30010',
      });
    });

    it('lead from the search to the rating, though all of them have one message id', async ({ skip }) => {
      skip(documents.length === 0, absent);
      const id = randomUUID();
      const ids = { transaction_id: id, message_id: id };
      await send(document('01'), ids);
      expect((await send(document('03'), ids)).message?.order?.quote.price.value).toBe('32');
      const draft = await send(document('05'), ids);
      await network().pay(draft.message?.order?.payments[0]?.id ?? '');
      const orderId = (await send(document('07'), ids)).message?.order?.id;
      await network().handle(['chargezone.in', 'pe-charging-01', '1'], 'plug');
      expect(stateOf((await send(document('09'), ids)).message?.order)).toBe('charging-started');
      expect(stateOf((await send(document('13'), ids, orderId)).message?.order)).toBe('charging-started');
      expect(stateOf((await send(document('11'), ids)).message?.order)).toBe('charging-ended');
      await network().handle(['chargezone.in', 'pe-charging-01', '1'], 'unplug');
      expect((await send(document('15'), ids, orderId)).error?.code).toBe('50001');
      expect((await send(document('17'), ids, orderId)).message?.support?.phone).toEqual(expect.any(String));
      expect((await send(document('22'), ids, orderId)).message?.feedback_form).toBeDefined();
    });

    it('cancel an order that has just been confirmed', async ({ skip }) => {
      skip(documents.length === 0, absent);
      const ids = { transaction_id: randomUUID(), message_id: randomUUID() };
      await send(document('03'), ids);
      const draft = await send(document('05'), ids);
      await network().pay(draft.message?.order?.payments[0]?.id ?? '');
      const orderId = (await send(document('07'), ids)).message?.order?.id;
      const { order } = (await send(document('19'), ids, orderId)).message ?? {};
      expect(order).toMatchObject({
        status: 'CANCELLED',
        cancellation: { cancelled_by: 'CONSUMER', reason: { id: '5' } },
      });
      expect(order && refundOf(order)).toBe('32');
    });
  });
}

const refundOf = ({ payments }: Order): string | undefined => payments.find(isRefund)?.params.amount;
