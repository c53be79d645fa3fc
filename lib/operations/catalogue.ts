import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { putProviders } from '../aws/catalogue-store.ts';
import { Provider } from '../domain/ev-charging/catalog.ts';
import { command, Flag } from './command.ts';

/** What can be offered, by domain. */
const Offers = { 'ev-charging': z.array(Provider).min(1) } as const;

export const catalogue = command({
  usage: 'catalogue --file FILE [--domain ev-charging] [--yes]',
  does: 'puts the providers of a JSON file into the catalogue, each in place of the one with its id',
  options: z.strictObject({ file: z.string(), domain: z.enum(['ev-charging']).default('ev-charging'), yes: Flag }),
  async run({ file, domain, yes }, deployment, tell) {
    const offers = Offers[domain].safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (!offers.success) {
      for (const { path, message } of offers.error.issues) tell({ at: path.join('.'), message });
      return false;
    }
    const table = deployment.output('CatalogueTable');
    if (yes) await putProviders(table, domain, offers.data);
    for (const { id, items } of offers.data) tell({ [yes ? 'put' : 'wouldPut']: id, items: items.length });
    return true;
  },
});
