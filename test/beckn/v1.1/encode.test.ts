import { describe, expect, it } from 'vitest';
import { actions } from '../../../lib/beckn/actions.ts';
import { decode, encode } from '../../../lib/beckn/codec.ts';
import type { SupportReference } from '../../../lib/beckn/message.ts';
import { exampleReply, inUtc } from '../example-replies.ts';
import { replies, replyTo, us } from '../replies.ts';
import { fixture, sentAt, withValue } from '../requests.ts';

const { context } = decode('select', fixture('select'), sentAt);

/** As it travels: what is undefined is not written. */
const written = (body: object) => JSON.parse(JSON.stringify(body));

describe('encoding a reply', () => {
  it.each(Object.entries(replies))('writes %s', (name, body) => {
    const expected = exampleReply(name);
    const reply = replyTo(context, String(expected.context.message_id), body);
    expect(inUtc(encode(reply, us))).toEqual(inUtc(expected));
  });

  it('says nothing of what was left out of an answer where that is nothing', () => {
    const [offered] = replies['on-search'].found;
    const { message } = written(encode(replyTo(context, 'm-1', { action: 'on_select', offered }), us));
    expect([message.order.provider.id, message.order.tags]).toEqual(['voltstreet.example', undefined]);
  });

  it('writes an error instead of a message', () => {
    const expected = fixture('on-select-error');
    const error = {
      code: '30004',
      message: 'voltstreet.example has no item dc-slow',
      path: 'message.order.items[0].id',
    } as const;
    const reply = replyTo(context, String(expected.context.message_id), { action: 'on_select', error });
    expect(written(encode(reply, us))).toEqual(expected);
  });

  it.each(Object.values(actions))(
    'writes a message beside the error of $reply only where one is required',
    ({ reply }) => {
      const error = { code: '40000', message: 'no' } as const;
      const body = written(encode(replyTo(context, 'm-1', { action: reply, error }), us));
      const required = ['on_rating', 'cancellation_reasons', 'rating_categories'].includes(reply);
      expect('message' in body).toBe(required);
      expect(body.error).toEqual(error);
    },
  );

  it('names a version where the sender named none, and echoes what it did name', () => {
    const body = withValue(withValue(fixture('select'), 'context.version', undefined), 'context.core_version', '1.1.0');
    const reply = replyTo(decode('select', body, sentAt).context, 'm-1', replies['on-track']);
    expect(written(encode(reply, us)).context).toMatchObject({ version: '1.1.0', core_version: '1.1.0' });
  });

  it('puts its own names for those that the sender gave it', () => {
    const body = withValue(fixture('select'), 'context.bpp_id', 'example-bpp.com');
    const reply = replyTo(decode('select', body, sentAt).context, 'm-1', replies['on-track']);
    expect(written(encode(reply, us)).context).toMatchObject({ bpp_id: us.id, bpp_uri: us.uri });
  });

  it('writes small coordinates without an exponent', () => {
    const tracking = { ...replies['on-track'].tracking, gps: { lat: 1e-7, lon: -0.000002 } };
    const body = written(encode(replyTo(context, 'm-1', { action: 'on_track', tracking }), us));
    expect(body.message.tracking.location.gps).toMatch(/^0,-0\.000002$/);
  });
});

describe('encoding help', () => {
  const support = (reference: SupportReference) => {
    const reply = replyTo(context, 'm-1', {
      action: 'on_support',
      support: { ...replies['on-support'].support, reference },
    });
    return written(encode(reply, us)).message.support;
  };

  it('mirrors an order_id beside the ticket', () => {
    expect(support({ form: 'order_id', id: 'o-1' })).toMatchObject({ order_id: 'o-1', ref_id: 'ticket-31' });
  });

  it('names the ticket also to who asked by a ref_id', () => {
    expect(support({ form: 'ref_id', id: 'o-1' })).toMatchObject({ ref_id: 'ticket-31' });
    expect(support({ form: 'ref_id', id: 'o-1' })).not.toHaveProperty('order_id');
  });

  it('gives the ticket where nothing was asked about', () => {
    expect(support({ form: 'ref_id' })).toMatchObject({ ref_id: 'ticket-31' });
  });
});
