import { spawnSync } from 'node:child_process';

const DAYS = 400;
const leftOut = [
  // Networks and templates take minutes.
  'test/{crash,fuzz,journeys,lab/cost,local,network,rights,simulation,stacks}/**',
  // Faketime does not reach the native engine, a static binary: it goes by today's clock.
  '**/dynoxide.test.ts',
];

process.exitCode = main();

/** Tests that hold a date fail here before it passes, and tests that hold a time zone fail here. */
function main(): number {
  if (!isLater()) {
    console.error(
      "nothing was tested at a later time: faketime, Debian's package of that name, is not there or moves no clock",
    );
    // Nobody's laptop has to have it; what decides about a change has.
    return process.env.CI === undefined ? 0 : 1;
  }
  const excluded = leftOut.flatMap((files) => ['--exclude', files]);
  return later(['node_modules/vitest/vitest.mjs', 'run', ...excluded], 'inherit').status ?? 1;
}

/** Where faketime is there but has no hold on this Node, the tests would pass at today's time. */
function isLater(): boolean {
  const { stdout } = later(['--print', 'Date.now()'], 'pipe');
  return Number(stdout) > Date.now() + (DAYS - 1) * 86_400_000;
}

/** Time goes on from there; timeouts keep the clock that counts from the machine's start. */
function later(args: readonly string[], stdio: 'inherit' | 'pipe') {
  return spawnSync('faketime', ['--exclude-monotonic', '-f', `+${DAYS}d`, process.execPath, ...args], {
    stdio,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'America/New_York' },
  });
}
