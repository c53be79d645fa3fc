import { backup } from './backup.ts';
import { cancel } from './cancel.ts';
import { catalogue } from './catalogue.ts';
import type { Command } from './command.ts';
import { forget } from './forget.ts';
import { parked } from './parked.ts';
import { rebuildCalendars } from './rebuild-calendars.ts';
import { redeliver } from './redeliver.ts';
import { redrive } from './redrive.ts';
import { restore } from './restore.ts';
import { rotate } from './rotate.ts';

/** Everything that an operator can do. */
export const commands: Readonly<Record<string, Command>> = {
  catalogue,
  parked,
  redrive,
  redeliver,
  cancel,
  forget,
  backup,
  restore,
  'rebuild-calendars': rebuildCalendars,
  rotate,
};
