import type { Deployment } from '../deployment.ts';
import type { Journey } from '../measure.ts';
import { prices } from '../prices.ts';
import { assumedSection } from './assumed.ts';
import { idleSection } from './idle.ts';
import { usedSection } from './used.ts';
import { wallsSection } from './walls.ts';

/** What it costs, for people. */
export const pageOf = (journeys: readonly Journey[], deployment: Deployment, at: Date): string =>
  `${[
    '# Cost',
    `Written by \`npm run cost\` on ${at.toISOString().slice(0, 10)}. What the provider asks of the cloud is counted while every journey is played through a local network with a recorder between functions and services; what it deploys is read from the templates of the stage \`production\`. Prices are list prices as of ${prices.date}, in US dollars, without free tiers, discounts and taxes, written down from what was known of the pages named below: **check them before you rely on a sum**. What a buyer platform, a payment provider or a charge point operator pays is not in it.`,
    usedSection(journeys),
    idleSection(deployment),
    wallsSection(journeys, deployment),
    assumedSection(),
  ].join('\n\n')}\n`;
