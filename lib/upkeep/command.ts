import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Deployment } from './deployment.ts';

/** Writes one line of what was found, would be done or was done: ids and counts, never what customers wrote. */
export type Tell = (line: Readonly<Record<string, string | number | boolean | undefined>>) => void;

/** Something that an operator can do. It answers whether all went well. */
export interface Command {
  /** Its options, as one writes them. */
  readonly usage: string;
  readonly does: string;
  /** Reads what was written behind the name; complains by a UsageError. */
  prepare(argv: readonly string[]): Prepared;
}

export interface Prepared {
  readonly stage: 'sandbox' | 'production';
  run(deployment: Deployment, tell: Tell): Promise<boolean>;
}

export class UsageError extends Error {}

const Stage = z.enum(['sandbox', 'production']).default('sandbox');

/** True where it was given; nothing is changed without it. */
export const Flag = z.boolean().default(false);
export const Count = z.coerce.number().int().positive();

export const command = <Shape extends z.ZodRawShape>(definition: {
  readonly usage: string;
  readonly does: string;
  readonly options: z.ZodObject<Shape>;
  run(options: z.infer<z.ZodObject<Shape>>, deployment: Deployment, tell: Tell): Promise<boolean>;
}): Command => ({
  usage: `${definition.usage} [--stage sandbox|production]`,
  does: definition.does,
  prepare(argv) {
    const { stage, ...values } = readArguments(argv, ['stage', ...Object.keys(definition.options.shape)]);
    const options = parse(definition.options, values);
    return {
      stage: parse(Stage, stage),
      run: (deployment, tell) => definition.run(options, deployment, tell),
    };
  },
});

const FLAGS = ['yes', 'switch'];

function readArguments(argv: readonly string[], names: readonly string[]) {
  const options = names.map((name) => [name, { type: FLAGS.includes(name) ? 'boolean' : 'string' }] as const);
  try {
    return parseArgs({ args: [...argv], options: Object.fromEntries(options), strict: true }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, values: unknown): z.infer<Schema> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const complaints = read.error.issues.map(({ path, message }) => `--${path.join('.') || 'stage'}: ${message}`);
  throw new UsageError(complaints.join('\n'));
}
