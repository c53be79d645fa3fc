import { expect } from '../expectation.ts';
import type { ChargerVerb, Connector } from '../network.ts';
import type { Scene } from '../scene.ts';
import type { Step } from '../story.ts';
import { arrow } from '../telling.ts';
import { type Order, stateOf } from '../wire.ts';
import { expectState, orderOf } from './expecting.ts';

/** At the charger. */

/** Where hands are needed. What is plugged or broken here is put right when the story ends. */
export const handle =
  (verb: ChargerVerb): Step =>
  async (scene) => {
    const connector = connectorOf(scene);
    const undo = undoing[verb];
    if (undo !== undefined) scene.toUndo.set(undo, () => scene.network.handle(connector, undo));
    await scene.network.handle(connector, verb);
    scene.toUndo.delete(verb);
    scene.print(arrow('driver', 'charger', verb, `${connector.providerId} ${connector.fulfillmentId}`), 'plain');
  };

export const update =
  (code: 'start-charging' | 'end-charging', ...states: readonly string[]): Step =>
  async (scene) => {
    const order = confirmed(scene);
    const message = {
      update_target: 'order.fulfillments[0].state',
      order: {
        id: order.id,
        fulfillments: [{ id: connectorOf(scene).fulfillmentId, state: { descriptor: { code } } }],
      },
    };
    expectState(orderOf(await scene.ask('update', 'on_update', message, `update ${code}`), 'on_update'), ...states);
  };

/** The provider tells by itself that the order has got to a state. */
export const hear =
  (action: 'on_status' | 'on_update' | 'on_cancel', code: string): Step =>
  async (scene) => {
    await scene.hear(action, code, ({ order }) => order !== undefined && stateOf(order) === code);
  };

export const askStatus =
  (...states: readonly string[]): Step =>
  async (scene) => {
    const answer = await scene.ask('status', 'on_status', { order_id: confirmed(scene).id });
    expectState(orderOf(answer, 'on_status'), ...states);
  };

export const track =
  (status: 'active' | 'inactive'): Step =>
  async (scene) => {
    const { body } = await scene.ask('track', 'on_track', { order_id: confirmed(scene).id });
    expect(body.tracking?.status === status, `${status} tracking`, `it is ${body.tracking?.status ?? 'missing'}`);
    const page = await scene.network.open(body.tracking.url);
    scene.print(arrow('driver', 'page', 'open the tracking page', String(page)), 'plain');
    expect(page === 200, 'a page to follow the order on', `it answers ${page}`);
  };

const undoing: Partial<Record<ChargerVerb, ChargerVerb>> = { plug: 'unplug', fault: 'clear' };

export function confirmed({ order }: Scene): Order & { readonly id: string } {
  const id = order?.id;
  expect(order !== undefined && id !== undefined, 'an order with an id', 'there is none');
  return { ...order, id };
}

function connectorOf({ connector }: Scene): Connector {
  expect(connector !== undefined, 'a booked connector', 'nothing is booked');
  return connector;
}
