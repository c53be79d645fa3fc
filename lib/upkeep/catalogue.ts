import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { putProviders } from '../aws/catalogue-store.ts';
import { businesses } from '../domain/businesses.ts';
import type { BusinessName } from '../language/business.ts';
import { command, Flag } from './command.ts';

const names = Object.keys(businesses) as [BusinessName, ...BusinessName[]]; // Object.keys forgets the key type

export const catalogue = command({
  usage: `catalogue --file FILE [--business ${names.join('|')}] [--yes]`,
  does: 'puts the providers of a JSON file into the catalogue, each in place of the one with its id',
  options: z.strictObject({ file: z.string(), business: z.enum(names).default('ev-charging'), yes: Flag }),
  async run({ file, business, yes }, deployment, tell) {
    const entries = z
      .array(businesses[business].offers)
      .min(1)
      .safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (!entries.success) {
      for (const { path, message } of entries.error.issues) tell({ at: path.join('.'), message });
      return false;
    }
    const table = deployment.output('CatalogueTable');
    if (yes) await putProviders(table, business, entries.data);
    for (const { id } of entries.data) tell({ [yes ? 'put' : 'wouldPut']: id });
    return true;
  },
});
