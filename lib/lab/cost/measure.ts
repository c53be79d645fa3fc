import { join } from 'node:path';
import { LambdaFunction } from '../../local/template/kinds/functions.ts';
import { networkAt } from '../journey/network.ts';
import { run } from '../journey/run.ts';
import { stories } from '../journey/stories.ts';
import { type RecordedNetwork, startRecordedNetwork } from '../recorder/network.ts';
import { noting, type Step } from '../recorder/steps.ts';
import type { Billed } from './durations.ts';
import { type Timed, timedRuns } from './usage.ts';

export interface TimedStep {
  readonly name: string;
  readonly action?: string;
  readonly runs: readonly Timed[];
}

export interface Journey {
  readonly name: string;
  readonly steps: readonly TimedStep[];
}

/** What the provider does in every story, counted one message at a time in functions that have run before. */
export async function measureJourneys(folder: string): Promise<readonly Journey[]> {
  const recorded = await startRecordedNetwork({ state: join(folder, 'state'), subscribers: [] });
  try {
    for (const story of stories) await run(story, networkAt(recorded.url), () => undefined);
    const journeys: Journey[] = [];
    for (const story of stories) {
      const { network, end } = noting(networkAt(recorded.url), recorded);
      await run(story, network, () => undefined);
      const steps = await end();
      journeys.push({ name: story.name, steps: steps.map(timing(recorded)) });
    }
    return journeys;
  } finally {
    await recorded.stop();
  }
}

function timing({ plan, isProviders }: RecordedNetwork): (step: Step) => TimedStep {
  const functions = new Map<string, Billed>(
    plan
      .all(LambdaFunction)
      .map(({ name, properties }) => [
        name,
        { source: properties.Description ?? '', memoryMegabytes: properties.MemorySize },
      ]),
  );
  const billed = new Map([...functions].filter(([caller]) => isProviders({ caller })));
  return (step) => {
    const { name, action } = step;
    const partners = step.runs.filter(({ caller, messages }) => messages === 0 && isPartner(functions.get(caller)));
    // What a hand does at the pay page or the charger comes in by the same door.
    const byHand = /^\(the (customer|driver)/.test(name) ? 1 : 0;
    return { name, action, runs: timedRuns(step, billed, Math.max(0, partners.length - byHand)) };
  };
}

const isPartner = (billed: Billed | undefined): boolean => /^functions\/sandbox\//.test(billed?.source ?? '');
