import { describe, expect, it } from 'vitest';
import type { Action } from '../../../lib/beckn/actions.ts';
import { decode } from '../../../lib/beckn/codec.ts';
import { fixture, sentAt, withValue } from '../requests.ts';

/** The request of a fixture with one value written in another way. */
const reading = (action: Action, path: string, value: unknown, name: string = action) =>
  decode(action, withValue(fixture(name), path, value), sentAt);

/** The request of a fixture with another message. */
const message = (action: Action, value: unknown) => reading(action, 'message', value);

describe('the context', () => {
  it.each(['1.1.0', '1.1.3', '1.1', undefined, null, 1.1])('may have the version %s', (version) => {
    expect(reading('select', 'context.version', version).context.version).toBe('1.1');
  });

  it('may have a core_version instead', () => {
    const body = withValue(fixture('select'), 'context.version', undefined);
    expect(decode('select', withValue(body, 'context.core_version', '1.1.0'), sentAt).context.version).toBe('1.1');
  });

  it.each([
    ['in the context', { city: 'std:020' }],
    ['in its location', { location: { city: { code: 'std:020' } } }],
    ['as an object in the context', { city: { code: 'std:020', name: 'Pune' } }],
  ])('may have the city %s', (_where, place) => {
    const context = { ...fixture('select').context, city: undefined, location: undefined, ...place };
    expect(reading('select', 'context', context).context.received).toHaveProperty('location.city.code', 'std:020');
  });

  it.each(['bpp_id', 'bpp_uri', 'location', 'city', 'ttl', 'country'])('may lack %s', (field) => {
    expect(reading('select', `context.${field}`, undefined).context.messageId).not.toBe('');
    expect(reading('select', `context.${field}`, null).context.messageId).not.toBe('');
  });

  it('may have ids that are no UUIDs', () => {
    expect(reading('select', 'context.transaction_id', 'trip-8001').context.transactionId).toBe('trip-8001');
  });

  it('echoes nothing that it does not know', () => {
    const { received } = reading('select', 'context.cookie', 'x'.repeat(90_000)).context;
    expect(JSON.stringify(received).length).toBeLessThan(600);
  });
});

describe('cancel, update, status and support', () => {
  it.each([
    ['message.order_id', { order_id: 'o-1' }],
    ['message.order.order_id', { order: { order_id: 'o-1' } }],
    ['message.order.id', { order: { id: 'o-1' } }],
  ])('cancel names the order in %s, with or without a reason', (_where, value) => {
    expect(message('cancel', value)).toMatchObject({ orderId: 'o-1', reasonId: undefined, description: undefined });
    const reason = { cancellation_reason_id: 5, descriptor: { name: 'Moving out' } };
    expect(message('cancel', { ...value, ...reason })).toMatchObject({ reasonId: '5', description: 'Moving out' });
  });

  it.each(['order.fulfillments[0].state', 'fulfillment', 'item,billing'])('update keeps the target %s', (target) => {
    expect(reading('update', 'message.update_target', target, 'update-start')).toHaveProperty('target', target);
  });

  it('update may name the order', () => {
    expect(reading('update', 'message.order.id', 'o-1', 'update-start')).toHaveProperty('order.id', 'o-1');
  });

  it.each([
    ['support.order_id', { support: { order_id: 'o-1' } }, 'order_id'],
    ['support.ref_id', { support: { ref_id: 'o-1' } }, 'ref_id'],
    ['order_id', { order_id: 'o-1' }, 'order_id'],
    ['ref_id', { ref_id: 'o-1' }, 'ref_id'],
  ])('support refers by message.%s', (_where, value, form) => {
    expect(message('support', value)).toMatchObject({ reference: { form, id: 'o-1' } });
  });

  it('support may refer to nothing', () => {
    expect(message('support', { support: { callback_phone: '1800 1080' } })).toMatchObject({
      reference: { form: 'ref_id', id: undefined, phone: '1800 1080' },
    });
  });
});
