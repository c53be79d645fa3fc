import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/lab/recorder/call.ts';
import { type RecordedNetwork, startRecordedNetwork } from '../../lib/lab/recorder/network.ts';
import { Peer } from '../network/peer.ts';
import { staffAt } from '../network/staff.ts';
import { exercise } from './exercise.ts';
import { Obstacles } from './obstacles.ts';
import { type Right, type Role, rightsFor, rolesIn, without } from './rights.ts';

const state = mkdtempSync(join(tmpdir(), 'recorded-rights-'));
const obstacles = new Obstacles();
const buyer = await new Peer('buyer.example.org').open();
const calls: Call[] = [];
let network: RecordedNetwork;

beforeAll(async () => {
  network = await startRecordedNetwork({ state, subscribers: [buyer.registration()], obstacle: obstacles.meet });
  buyer.join(network.url);
  const staff = staffAt(network.url, readFileSync(join(state, 'operations-token'), 'utf8'));
  await exercise(network, buyer, staff, obstacles);
});

afterAll(async () => {
  await network?.stop();
  await buyer.close();
  rmSync(state, { recursive: true, force: true });
});

describe('in a network that was used as a whole, a function', () => {
  it('may do whatever it did', () => {
    expect(found((role) => without(used(role), role.allowed))).toEqual([]);
  });

  it('did whatever it may do', async () => {
    await expect.poll(() => found((role) => without(role.allowed, used(role))), { timeout: 30_000 }).toEqual([]);
  });
});

/** By the code and by Lambda. */
function used({ caller, stack, ofLambda }: Role): readonly Right[] {
  calls.push(...network.recorder.take());
  return [...ofLambda, ...calls.filter((call) => call.caller === caller).flatMap((call) => rightsFor(call, stack))];
}

const found = (amiss: (role: Role) => readonly Right[]): readonly string[] => [
  ...new Set(
    rolesIn(network.plan).flatMap((role) =>
      amiss(role).map(({ action, resource }) => `${role.source} ${action} ${resource}`),
    ),
  ),
];
