import { describe, expect, test } from 'vitest';
import { contactOf } from '../../lib/language/contact.ts';

const named = (phone: string) => contactOf({ customer: { phone } });

describe('a customer', () => {
  test.each([
    '9811223344',
    '+91-9811223344',
    '+91 98112 23344',
    '09811223344',
    '(0)98112-23344',
    '0091 9811223344',
    '9811223344x41',
    '+91-9811223344 x 42',
    '9811223344#7',
    '9811223344,1,2',
    '9811223344;8',
    '9811223344*9',
    '9811223344/1',
    '+91 9811223344 / 9811223355',
    '*9811223344',
  ])('is the same however the number is written: %s', (phone) => {
    expect(named(phone)).toBe('9811223344');
  });

  test.each(['9811223345', '9811223345x44', '089/123456', '089/123457', '12345'])(
    'with another number is another: %s',
    (phone) => {
      expect(named(phone)).not.toBe('9811223344');
    },
  );

  test('is known by a number with its area before a stroke', () => {
    expect(named('089/123456')).toBe('089123456');
  });

  test('is known by an address where there is no number', () => {
    expect(contactOf({ billing: { email: ' Asha@Rider.example ' } })).toBe('asha@rider.example');
    expect(contactOf({ customer: { phone: '---' }, billing: { email: 'a@b.example' } })).toBe('a@b.example');
    expect(contactOf({})).toBeUndefined();
  });
});
