import type { Engine } from '../engine.ts';
import type { Leaving, Returning } from '../node.ts';
import type { Weather } from '../weather.ts';
import { ServiceError } from './service-error.ts';

/** Somebody who answers calls; nothing where he does not answer this one. */
export type Site = (leaving: Leaving) => Returning | undefined;

/** Brings calls to who they are for, and answers back: late, or not at all. */
export function networkOf(sites: ReadonlyMap<string, Site>, engine: Engine, weather: () => Weather) {
  return (leaving: Leaving, answer: (returning: Returning) => void, fail: (error: Error) => void): void => {
    const { random } = engine;
    const { lostBefore, lostAfter, slow, outages } = weather();
    const way = () => 1 + random.below(random.often(slow) ? 6000 : 12);
    const reset = () => fail(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const isOut = outages.some(
      ({ who, from, to }) => leaving.url.hostname.startsWith(who) && from <= engine.now && engine.now < to,
    );
    if (isOut || random.often(lostBefore)) {
      // The other half is never heard of again: who waits has to give up by himself.
      if (random.often(0.5)) engine.after(way(), reset);
      return;
    }
    engine.after(way(), () => {
      const site = sites.get(leaving.url.hostname);
      if (site === undefined) throw new Error(`nobody is at ${leaving.url.hostname}`);
      const returning = site(leaving);
      if (returning === undefined) return;
      if (!random.often(lostAfter)) engine.after(way(), () => answer(returning));
      else if (random.often(0.5)) engine.after(way(), reset);
    });
  };
}

type Operations = (operation: string, asked: never, leaving: Leaving) => object;

/** A service of the cloud that speaks JSON. */
export function service(operations: Operations, engine: Engine, weather: () => Weather): Site {
  return (leaving) => {
    const target = leaving.headers['x-amz-target'];
    const operation = target === undefined ? leaving.method : target.slice(target.lastIndexOf('.') + 1);
    try {
      if (engine.random.often(weather().throttled))
        throw engine.random.often(0.7)
          ? new ServiceError('ThrottlingException', 'Rate exceeded')
          : new ServiceError('InternalServerError', 'Internal server error', 500);
      return {
        status: 200,
        headers: json,
        body: JSON.stringify(operations(operation, JSON.parse(leaving.body || '{}') as never, leaving)),
      };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, status } = error;
      return {
        status,
        headers: { ...json, 'x-amzn-errortype': code },
        body: JSON.stringify({ __type: code, message, Message: message }),
      };
    }
  };
}

const json = { 'content-type': 'application/x-amz-json-1.0' };
