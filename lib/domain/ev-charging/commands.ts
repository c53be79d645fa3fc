import type { AnyCommand } from '../domain.ts';

/** This domain understands all that the platform says. */
export type Command = AnyCommand;

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;
