import type { Engine } from '../engine.ts';
import type { Leaving, Returning } from '../node.ts';
import type { Weather } from '../weather.ts';
import { trouble } from './payments.ts';

export interface Session {
  readonly id: string;
  readonly reference: string;
  readonly location: string;
  readonly evse: string;
  readonly item: string;
  readonly kind: 'charging' | 'swap';
  readonly powerW: number;
  readonly energyWh: number;
  readonly acceptedAt: number;
  startedAt?: number;
  ended?: { readonly at: number; readonly why: string };
}

type Push = { readonly kind: 'session' | 'connector'; readonly body: object };

const HOUR = 3_600_000;
const SWAP_MILLISECONDS = 5 * 60_000;

/** An operator of charge points: its chargers go on whatever is heard of them. */
export function chargePointOperator(engine: Engine, weather: () => Weather, push: (push: Push) => void) {
  const sessions = new Map<string, Session>();
  const plugged = new Set<string>();

  return {
    sessions,

    restart(): void {
      sessions.clear();
      plugged.clear();
    },

    site({ method, url, body }: Leaving): Returning | undefined {
      if (engine.random.often(weather().outsiders)) return trouble(engine);
      const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
      if (method === 'GET') {
        const session = sessions.get(name);
        return session === undefined ? { status: 404, body: '{}' } : data(viewOf(session));
      }
      const asked = JSON.parse(body);
      return data(name === 'START_SESSION' ? start(asked) : stop(asked));
    },

    /** What a customer, a machine or its keeper does to a connector. */
    handle(evse: string, event: 'plugged' | 'unplugged' | 'faulted' | 'cleared', location: string): void {
      const running = [...sessions.values()].filter((one) => one.evse === evse && isOpen(one));
      if (event === 'plugged') {
        plugged.add(evse);
        for (const session of running) begin(session);
      }
      if (event === 'unplugged') plugged.delete(evse);
      if (event === 'unplugged' || event === 'faulted')
        for (const session of running) end(session, event === 'faulted' ? 'fault' : 'unplugged');
      const status = { plugged: 'BLOCKED', unplugged: 'AVAILABLE', faulted: 'OUTOFORDER', cleared: 'AVAILABLE' }[event];
      tell({
        kind: 'connector',
        body: {
          location_id: location,
          evse_uid: evse,
          status,
          last_updated: rfc3339(engine.now),
          beckn_energy: { event },
        },
      });
    },

    energyOf,
  };

  function start(asked: Asked) {
    const id = asked.authorization_reference;
    const known = sessions.get(id);
    if (known !== undefined) return { result: known.ended?.why === 'fault' ? 'REJECTED' : 'ACCEPTED', timeout: 30 };
    if (engine.random.often(weather().outsiders / 2))
      return { result: 'REJECTED', timeout: 30, message: [{ language: 'en', text: 'the connector is blocked' }] };
    const busy = [...sessions.values()].find((one) => one.evse === asked.evse_uid && isOpen(one));
    if (busy !== undefined) return { result: 'REJECTED', timeout: 30, message: [{ language: 'en', text: 'occupied' }] };
    const { kind, power_w: powerW, energy_wh: energyWh } = asked.beckn_energy;
    const session: Session = {
      id,
      reference: asked.token.contract_id,
      location: asked.location_id,
      evse: asked.evse_uid,
      item: asked.connector_id,
      kind,
      powerW,
      energyWh,
      acceptedAt: engine.now,
    };
    sessions.set(id, session);
    if (kind === 'swap' || plugged.has(session.evse)) begin(session);
    else tellOf(session);
    return { result: 'ACCEPTED', timeout: 30 };
  }

  function stop({ session_id }: Asked) {
    const session = sessions.get(session_id);
    if (session === undefined) return { result: 'UNKNOWN_SESSION', timeout: 30 };
    // Some chargers take their time, and some do not hear it the first time.
    const late = engine.random.often(weather().slow) ? engine.random.below(60_000) : 0;
    if (!engine.random.often(weather().outsiders)) engine.after(late, () => isOpen(session) && end(session, 'stopped'));
    return { result: 'ACCEPTED', timeout: 30 };
  }

  function begin(session: Session): void {
    if (session.startedAt !== undefined) return;
    session.startedAt = engine.now;
    tellOf(session);
    for (const part of [0.25, 0.5, 0.75, 1, 1.02]) {
      const takes = session.kind === 'swap' ? SWAP_MILLISECONDS : (part * session.energyWh * HOUR) / session.powerW;
      engine.after(Math.ceil(takes), () => {
        if (!isOpen(session)) return;
        if (session.kind === 'swap') end(session, 'swapped');
        else if (part > 1) end(session, 'full');
        else tellOf(session);
      });
    }
  }

  function end(session: Session, why: string): void {
    session.ended = { at: engine.now, why };
    tellOf(session);
  }

  function tellOf(session: Session): void {
    tell({ kind: 'session', body: viewOf(session) });
  }

  function tell(told: Push): void {
    const { random } = engine;
    if (random.often(weather().silent)) return;
    for (let copies = random.often(weather().twice) ? 2 : 1; copies > 0; copies--)
      engine.after(random.below(random.often(weather().slow) ? 300_000 : 300), () => push(told));
  }

  function energyOf({ startedAt, ended, powerW, energyWh, kind }: Session): number {
    if (startedAt === undefined) return 0;
    if (kind === 'swap') return ended?.why === 'swapped' || ended?.why === 'stopped' ? energyWh : 0;
    const given = (((ended?.at ?? engine.now) - startedAt) * powerW) / HOUR;
    return Math.round(Math.min(given, 1.02 * energyWh));
  }

  function viewOf(session: Session) {
    const { id, reference, location, evse, item, acceptedAt, startedAt, ended } = session;
    const energy = energyOf(session);
    const status =
      ended === undefined
        ? startedAt === undefined
          ? 'PENDING'
          : 'ACTIVE'
        : ended.why === 'fault'
          ? 'INVALID'
          : 'COMPLETED';
    return {
      id,
      start_date_time: rfc3339(startedAt ?? acceptedAt),
      end_date_time: ended && rfc3339(ended.at),
      kwh: energy / 1000,
      cdr_token: { uid: id, type: 'OTHER', contract_id: reference },
      auth_method: 'COMMAND',
      authorization_reference: id,
      location_id: location,
      evse_uid: evse,
      connector_id: item,
      charging_periods:
        startedAt === undefined
          ? []
          : [{ start_date_time: rfc3339(startedAt), dimensions: [{ type: 'ENERGY', volume: energy / 1000 }] }],
      status,
      last_updated: rfc3339(ended?.at ?? engine.now),
      beckn_energy: { end_reason: ended?.why },
    };
  }
}

interface Asked {
  readonly authorization_reference: string;
  readonly session_id: string;
  readonly location_id: string;
  readonly evse_uid: string;
  readonly connector_id: string;
  readonly token: { readonly contract_id: string };
  readonly beckn_energy: { readonly kind: 'charging' | 'swap'; readonly power_w: number; readonly energy_wh: number };
}

export const isOpen = ({ ended }: Session): boolean => ended === undefined;

const data = (view: object): Returning => ({
  status: 200,
  body: JSON.stringify({ data: view, status_code: 1000, timestamp: '2027-03-01T00:00:00Z' }),
});

const rfc3339 = (milliseconds: number) => new Date(milliseconds).toISOString();
