import * as z from 'zod';
import type { Action } from '../actions.ts';
import type { Request } from '../message.ts';
import { readContext } from './read/context.ts';
import { parse } from './read/parse.ts';
import { messages } from './schema.ts';

const Envelope = z.object({ context: z.unknown().optional(), message: z.unknown().optional() });

export function decode(action: Action, body: unknown, now: Date): Request {
  const { context, message } = parse(Envelope, body, 'body');
  return { context: readContext(action, context, now), ...parse(messages[action], message, 'message') };
}
