import { describe } from '../aws/log.ts';
import { type Tell, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { findDeployment } from './deployment.ts';

/** Does what is written on the command line and answers the exit code: 1 where something was left, 2 where it was not understood. */
export async function operate(
  [name = '', ...argv]: readonly string[],
  tell: Tell,
  complain: (text: string) => void,
): Promise<0 | 1 | 2> {
  try {
    const prepared = commandNamed(name).prepare(argv);
    const deployment = await findDeployment(prepared.stage);
    // By this business time is told, as in functions.
    if (deployment.clockTable !== undefined) process.env.CLOCK_TABLE = deployment.clockTable;
    return (await prepared.run(deployment, tell)) ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n${usage()}`);
      return 2;
    }
    complain(describe(error));
    return 1;
  }
}

function commandNamed(name: string) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    throw new UsageError(name === '' ? 'a command was expected' : `there is no command ${name}`);
  return command;
}

const usage = () =>
  [
    'usage: npm run operate -- COMMAND; without --yes nothing is changed',
    ...Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}`),
  ].join('\n');
