import { table } from '../../bench/page/table.ts';
import { assumptions } from '../assumptions.ts';
import type { Deployment } from '../deployment.ts';
import type { Journey } from '../measure.ts';
import { prices, type Region } from '../prices.ts';
import { quotas } from '../quotas.ts';
import type { Timed } from '../usage.ts';
import { OUR_THROTTLE, wallsOf } from '../walls.ts';

const NEAREST = 16;

/** Where the traffic ends. */
export function wallsSection(journeys: readonly Journey[], deployment: Deployment): string {
  const steps = journeys.flatMap((journey) => journey.steps);
  const actions = [...new Set(steps.filter(({ action }) => action !== undefined).map(({ name }) => name))];
  const [longest] = journeys;
  if (longest === undefined) throw new Error('no journey was played');
  return [
    '## Where it ends',
    `How many journeys or actions can begin in a second before a default quota (as of ${quotas.date}; most can be raised on request) is reached, if all traffic were of that kind, evenly spread, and nothing else ran in the account. Before that our own stage turns away what is more than ${figure(deployment.requestsPerSecond)} requests a second, until \`-c requestsPerSecond\` says otherwise. The nearest quota of each:`,
    table(
      ['traffic', 'let through', ...prices.regions.flatMap((region) => [region, 'quota'])],
      [
        ...journeys.map(({ name, steps }) =>
          nearest(
            `journey ${name}`,
            steps.flatMap(({ runs }) => runs),
            deployment,
          ),
        ),
        ...actions.map((name) => nearest(name, steps.find((step) => step.name === name)?.runs ?? [], deployment)),
      ],
    ),
    `All walls of the journey \`${longest.name}\`, the nearest ${NEAREST} in each region. One more stands where all journeys are of one buyer platform: each writes and deletes an item under its key in \`Holds\`, of ${figure(quotas.everywhere.writeUnitsOfPartition)} write units a second that one key takes. A new table takes what is said here at once; later it takes twice its highest peak so far, up to the quota of a table.`,
    ...prices.regions.map((region) =>
      wallTable(
        longest.steps.flatMap(({ runs }) => runs),
        deployment,
        region,
      ),
    ),
    backlog(longest.steps.flatMap(({ runs }) => runs)),
    `Lambda gives a function ${quotas.everywhere.environmentsInTenSeconds} more environments each 10 s, so a jump from nothing to the quota of ${quotas['us-east-1'].concurrentRuns} runs takes at most that long; what does not fit waits in the queues, and only receive functions would turn requests away. With all of them warm, secrets are read ${secretReads(deployment)} times a second at the most, of ${quotas['us-east-1'].secretReadsPerSecond.toLocaleString('en')} allowed.`,
  ].join('\n\n');
}

function nearest(name: string, runs: readonly Timed[], deployment: Deployment): readonly string[] {
  const byRegion = prices.regions.map((region) => wallsOf(runs, deployment, region));
  const letThrough = byRegion[0]?.find((wall) => wall.name === OUR_THROTTLE)?.perSecond;
  const quotas = byRegion.flatMap((walls) => {
    const wall = walls.find((one) => one.name !== OUR_THROTTLE);
    return wall === undefined ? ['', ''] : [figure(wall.perSecond), wall.name];
  });
  return [name, letThrough === undefined ? '' : figure(letThrough), ...quotas];
}

const wallTable = (runs: readonly Timed[], deployment: Deployment, region: Region): string =>
  table(
    [region, 'for each', 'limit', 'journeys a second'],
    wallsOf(runs, deployment, region)
      .slice(0, NEAREST)
      .map(({ name, each, limit, perSecond }) => [name, each.toFixed(2), figure(limit), figure(perSecond)]),
  );

/** Callbacks whose receiver does not answer are in flight until they have left for the slow lane. */
function backlog(runs: readonly Timed[]): string {
  const callbacks = runs
    .filter(({ source }) => source === 'functions/deliver.ts#process')
    .reduce((total, { messages }) => total + messages, 0);
  const limit = quotas.everywhere.messagesInFlightOfQueue;
  const seconds = assumptions.quickAttemptsSeconds;
  return `A callback whose receiver does not answer is in flight for ${seconds} s at the most, three attempts, and then waits delayed in the slow lane, where there may be any number. While the one buyer platform with all the traffic is down, it takes ${figure(limit / callbacks / seconds)} journeys a second (of ${callbacks} callbacks each) to fill the ${figure(limit)} that the callbacks queue may have in flight.`;
}

const secretReads = ({ secretsOfFunction }: Deployment) =>
  Math.ceil((quotas['us-east-1'].concurrentRuns * secretsOfFunction) / assumptions.secretKeptSeconds);

const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0, useGrouping: true });
