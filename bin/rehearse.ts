import { parseArgs } from 'node:util';
import { EmulatorMissing } from '../lib/lab/rehearsal/emulator.ts';
import { rehearse } from '../lib/lab/rehearsal/rehearse.ts';
import { steps } from '../lib/lab/rehearsal/steps.ts';
import { accountOfCaller, Declined, emulated, type Target } from '../lib/lab/rehearsal/target.ts';

const usage = `npm run rehearse            deploys to an emulator of AWS that it starts
npm run rehearse -- --aws   deploys to your account, or to where AWS_ENDPOINT_URL points`;

process.exitCode = await main();

async function main(): Promise<number> {
  const isReal = readArguments();
  if (isReal === undefined) return 2;
  let target: Target | undefined;
  const end = () => target?.end().finally(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    target = isReal || process.env.AWS_ENDPOINT_URL !== undefined ? await accountOfCaller() : await emulated();
    console.log(`Rehearsal at ${target.name}`);
    await rehearse(
      target,
      steps((line) => console.log(line)),
    );
    console.log('It deploys, and does what the local host does.');
    return 0;
  } catch (error) {
    console.error(error instanceof EmulatorMissing || error instanceof Declined ? error.message : error);
    // Nobody's laptop has to have the emulator; what decides about a change has.
    return error instanceof EmulatorMissing && process.env.CI === undefined ? 0 : 1;
  } finally {
    await target?.end();
  }
}

/** Whether a real account is meant. */
function readArguments(): boolean | undefined {
  try {
    return parseArgs({ options: { aws: { type: 'boolean', default: false } } }).values.aws;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    return undefined;
  }
}
