import { expect } from '../expectation.ts';
import { sum, toDecimal, toMinor } from '../money.ts';
import type { Answer } from '../scene.ts';
import { type Order, stateOf } from '../wire.ts';

export function orderOf(answer: Answer, action: string): Order {
  const { order } = granted(answer, action).body;
  expect(order !== undefined, `an order in ${action}`, 'there is none');
  return order;
}

export function granted(answer: Answer, action: string): Answer {
  const { refusal } = answer;
  expect(refusal === undefined, `${action} without an error`, `it has error ${refusal?.code}: ${refusal?.message}`);
  return answer;
}

export function expectState(order: Order, ...codes: readonly string[]): void {
  const state = stateOf(order) ?? 'none';
  expect(codes.includes(state), `state ${codes.join(' or ')}`, `it is ${state}`);
}

export function expectSum({ quote }: Order): void {
  const total = sum(quote.breakup.map(({ price }) => toMinor(price.value)));
  expect(
    total === toMinor(quote.price.value),
    `a quote of ${quote.price.value} that its lines sum up to`,
    `they make ${toDecimal(total)}`,
  );
}

export function expectPrice(order: Order, price: string): void {
  expectSum(order);
  const { value } = order.quote.price;
  expect(toMinor(value) === toMinor(price), `a price of ${price}`, `it is ${value}`);
}
