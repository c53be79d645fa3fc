import { type Needed, need, type Refused, refuse } from '../decider.ts';
import type { Wish } from '../order/commands.ts';
import type { Answers } from '../order/needs.ts';
import { readAmount, type Wanted } from './amount.ts';
import { type Fulfillment, type Item, type Provider, readProvider, resourceOf } from './catalog.ts';
import { chooseItem, fittingConnectors, labelValue } from './choosing.ts';
import { times } from './taxonomy.ts';
import { bill, energyFor, type Offer, type Priced, type Terms } from './terms.ts';
import { chooseWindow, type Window } from './window.ts';

export interface Asked {
  readonly at: number;
  readonly answers: Answers;
  readonly buyerId: string;
  readonly wish: Wish;
  /** The provider's entry in the catalogue. */
  readonly offered: unknown;
  /** What was selected before, where this wish only adds to it. */
  readonly selected?: Terms;
  readonly vehicleMake?: string;
}

export interface Chosen {
  readonly kind: 'chosen';
  readonly terms: Terms;
}

/** Turns a wish into priced terms on one connector, or says what is missing. */
export function chooseTerms(asked: Asked): Chosen | Refused | Needed {
  const { wish, selected } = asked;
  const provider = readProvider(asked.offered);
  if (provider === undefined)
    return refuse('provider-unknown', `provider ${wish.providerId ?? '(none named)'} is not in the catalogue`);
  const choice = chooseItem(provider, wish, selected);
  if ('kind' in choice) return choice;
  const connectors = fittingConnectors(provider, choice.item, wish, selected);
  const [first] = connectors;
  if (first === undefined)
    return refuse(
      'fulfillment-unknown',
      `item ${choice.item.id} has no fulfillment that fits: see its fulfillment_ids`,
    );
  const window =
    selected && wish.span === undefined ? windowAgain(selected, asked.at) : chooseWindow(wish.span, asked.at);
  if ('kind' in window) return window;
  const wanted = choice.quantity === undefined && selected ? selected : readAmount(choice.quantity, provider.currency);
  if ('kind' in wanted) return wanted;

  const priceOn = (connector: Fulfillment) =>
    size(
      {
        ...common(asked, choice.addOnIds),
        offer: makeOffer(provider, choice.item, connector, selected),
        reserved: window.reserved,
      },
      wanted,
      window,
    );
  const terms = priceOn(first);
  if ('kind' in terms) return terms;
  // A connector that was selected before is checked by the hold itself.
  if (selected !== undefined && connectors.length === 1) return { kind: 'chosen', terms };
  const { free } = asked.answers;
  if (free === undefined)
    return need({
      kind: 'free',
      resources: connectors.map(({ id }) => resourceOf(provider.id, id)),
      span: terms.span,
      enough: 1,
    });
  const connector = connectors.find(({ id }) => free.includes(resourceOf(provider.id, id)));
  if (connector === undefined) return refuseTaken(connectors);
  const final = priceOn(connector);
  return 'kind' in final ? final : { kind: 'chosen', terms: final };
}

const windowAgain = ({ span, reserved }: Terms, at: number): Window =>
  reserved ? { ...span, reserved } : { start: at, reserved };

function common({ buyerId, wish, selected, vehicleMake }: Asked, addOnIds: readonly string[]) {
  const target = Number(labelValue(wish.labels, 'state-of-charge-limit') ?? selected?.stateOfChargeLimit ?? 100);
  const stateOfChargeLimit = target >= 1 && target <= 100 ? target : 100;
  return { addOnIds, buyerId, vehicleMake: vehicleMake ?? selected?.vehicleMake, stateOfChargeLimit };
}

/** The price that was quoted stands for the connector that it was quoted for. */
function makeOffer(provider: Provider, item: Item, fulfillment: Fulfillment, selected: Terms | undefined): Offer {
  const promised = selected?.offer;
  if (promised?.item.id === item.id && promised.fulfillment.id === fulfillment.id) return promised;
  const { items: _items, fulfillments: _fulfillments, ...rest } = provider;
  return { provider: rest, item, fulfillment };
}

/** How much energy in which window that comes to, with its price. */
function size(priced: Priced, wanted: Wanted, window: Window): Terms | Refused {
  const { item, fulfillment } = priced.offer;
  const deliverable = (milliseconds: number) => Math.floor((fulfillment.powerKw * milliseconds) / 3600);
  const length = window.end === undefined ? undefined : window.end - window.start;
  const most = Math.min(item.availableWh, deliverable(length ?? times.longestWindow));
  const wh = energyWanted();
  if (wh === undefined) return refuse('not-allowed', 'this amount does not cover the fees: name a higher one');
  if (wh < 1) return refuse('unavailable', 'this amount does not buy any energy: name a higher one');
  if (wh > most) return refuse('unavailable', `at most ${most / 1000} kWh can be delivered here in that window`);
  const needed = Math.ceil((wh * 3600) / fulfillment.powerKw);
  const end = window.end ?? window.start + Math.ceil((needed + times.walkInSlack) / times.step) * times.step;
  return { ...priced, limit: wanted.limit, wh, span: { start: window.start, end }, quote: bill(priced, wh) };

  function energyWanted(): number | undefined {
    switch (wanted.limit.kind) {
      case 'money':
        return energyFor(priced, wanted.limit.amount, most);
      case 'time':
        return deliverable(wanted.limit.milliseconds);
      case 'energy':
        return wanted.wh ?? Math.min(most, deliverable(length ?? times.unsaid));
    }
  }
}

const MOST_NAMED = 5;

const named = (connectors: readonly Fulfillment[]): string => {
  const names = connectors.slice(0, MOST_NAMED).map(({ id }) => `connector ${id}`);
  const others = connectors.length - names.length;
  return [...names, ...(others > 0 ? [`${others} more`] : [])].join(', ');
};

const refuseTaken = (connectors: readonly Fulfillment[]): Refused =>
  refuse('unavailable', `taken for this window: ${named(connectors)}; choose another window or connector`);
