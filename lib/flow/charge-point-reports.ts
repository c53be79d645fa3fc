import type { Domain } from '../domain/domain.ts';
import { keyIn } from './order-id.ts';
import type { Calendars, OrderKey } from './ports.ts';
import type { Told } from './report.ts';
import type { ChargePointReport } from './reports.ts';

/** A booking may stand for some time after its window, until nobody can come any more; never for longer than this. */
const LONGEST_AFTER = 24 * 3_600_000;

/** Whom a charge point report concerns, and what it says to that order. */
export async function concerned(
  said: ChargePointReport,
  domain: Domain,
  calendars: Pick<Calendars, 'bookings'>,
): Promise<readonly { readonly key: OrderKey; readonly command: Told }[]> {
  if (said.kind === 'session') {
    const key = keyIn(said.reference);
    const { sessionId, status, energyWh, stateOfCharge, why } = said;
    const startedAt = said.startedAt === undefined ? undefined : Date.parse(said.startedAt);
    const command = { type: 'ReportSession', sessionId, status, wh: energyWh, stateOfCharge, startedAt, why } as const;
    return key === undefined ? [] : [{ key, command }];
  }
  const at = Date.parse(said.at);
  const bookings = await calendars.bookings(domain.resourceOf(said.connector), {
    start: at - LONGEST_AFTER,
    end: at + 1,
  });
  return bookings
    .filter(({ start, end, until }) => start <= at && at < Math.max(end, until))
    .flatMap(({ order }) => keyIn(order) ?? [])
    .map((key) => ({ key, command: { type: 'ReportConnector', condition: said.kind } as const }));
}
