import { type Call, isWrite } from '../../recorder/call.ts';
import type { Step } from '../../recorder/steps.ts';
import { sum } from '../statistics.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

export const requestsSection = ({ requests: { steps, underLoad } }: Results): string =>
  [
    '## Requests to the cloud',
    "Noted between the functions and the services while the journeys `ev-charging` and `ev-cancel` are played one message at a time, in functions that have run before. Only the provider is counted, without the sandbox and the registry. Units are those that the tables engine says it consumed, by DynamoDB's rules. A row has everything until the next step, so also what a partner tells at once; in brackets is what no buyer asked for. Sending is counted; what Lambda does to empty queues is not.",
    table(
      ['step', 'reads', 'read units', 'writes', 'write units', 'messages', 'events', 'schedules', 'tables'],
      steps.map((step) => [step.name, ...cellsOf(step)]),
    ),
    `With 32 selects in flight messages share requests; a pair then takes ${sharesOf(underLoad)}.`,
  ].join('\n\n');

function cellsOf({ calls }: Step): readonly (string | number)[] {
  const tables = calls.filter(({ service }) => service === 'tables');
  const carried = (service: Call['service']) =>
    sum(calls.filter((call) => call.service === service).map(({ count }) => count));
  return [
    tables.filter((call) => !isWrite(call)).length,
    sum(tables.map(({ readUnits }) => readUnits)),
    tables.filter(isWrite).length,
    sum(tables.map(({ writeUnits }) => writeUnits)),
    carried('queues'),
    carried('bus'),
    carried('schedules'),
    countsIn(tables.map(({ operation, resource }) => `${operation} ${tableIn(resource)}`))
      .map(([name, count]) => (count === 1 ? name : `${count} ${name}`))
      .join(', '),
  ];
}

const sharesOf = ({ calls, pairs }: Results['requests']['underLoad']): string =>
  countsIn(
    calls.map(
      ({ operation, resource, service }) => `${operation}${service === 'tables' ? ` ${tableIn(resource)}` : ''}`,
    ),
  )
    .map(([name, count]) => `${(count / pairs).toFixed(2)} ${name}`)
    .join(', ');

/** The name that the stack gives it, and the index. */
function tableIn(resource: string): string {
  const [, table = resource, index] = /-([A-Za-z]+)Table\w*(?:\/index\/(.+))?$/.exec(resource) ?? [];
  return index === undefined ? table : `${table} ${index}`;
}

function countsIn(names: readonly string[]): readonly (readonly [string, number])[] {
  return [...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
}
