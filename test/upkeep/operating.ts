import type { Command } from '../../lib/upkeep/command.ts';
import type { Deployment } from '../../lib/upkeep/deployment.ts';

type Line = Readonly<Record<string, unknown>>;

/** A stage that consists of these. */
export const deployed = (outputs: Readonly<Record<string, string>>, queues: readonly string[] = []): Deployment => ({
  output(name) {
    const value = outputs[name];
    if (value === undefined) throw new Error(`no output ${name}`);
    return value;
  },
  queues: async () => queues,
});

/** What a command says, line by line, and whether all went well. */
export async function run(command: Command, deployment: Deployment, ...argv: readonly string[]) {
  const lines: Line[] = [];
  const isWell = await command.prepare(argv).run(deployment, (line) => lines.push(JSON.parse(JSON.stringify(line))));
  return { lines, last: lines.at(-1), isWell };
}
