import { operate } from '../lib/upkeep/operate.ts';

/** One thing that an operator does to a deployed stage, with the credentials that the AWS SDK finds. One JSON object a line. */
process.exitCode = await operate(
  process.argv.slice(2),
  (line) => console.log(JSON.stringify(line)),
  (text) => console.error(text),
);
