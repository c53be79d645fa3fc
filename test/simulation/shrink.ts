import { play, type Scene } from './play.ts';
import type { Step, Story } from './story.ts';
import { calm, type Weather } from './weather.ts';
import type { World } from './world.ts';

const MOST_TRIES = 300;

/** A smaller scene in which the same promise is broken: fewer steps, less trouble. */
export async function shrink(world: World, seed: number, scene: Scene, promise: string): Promise<Scene> {
  let least = scene;
  let tries = 0;
  const isEnough = async (smaller: Scene) => {
    tries += 1;
    const { broken } = await play(world, seed, smaller);
    if (!broken.some((one) => one.promise === promise)) return false;
    least = smaller;
    return true;
  };
  for (let isSmaller = true; isSmaller && tries < MOST_TRIES; ) {
    isSmaller = false;
    for (const weather of clearer(least.weather)) isSmaller = (await isEnough({ ...least, weather })) || isSmaller;
    for (let many = Math.ceil(least.story.steps.length / 2); many >= 1; many = Math.floor(many / 2))
      for (let from = 0; from < least.story.steps.length && tries < MOST_TRIES; ) {
        const steps = without(least.story.steps, from, many);
        if (await isEnough({ ...least, story: { ...least.story, steps } })) isSmaller = true;
        else from += many;
      }
  }
  return least;
}

/** The same with one kind of trouble less. */
const clearer = (weather: Weather): readonly Weather[] =>
  (Object.keys(calm) as (keyof Weather)[]).flatMap(
    (
      name, // Object.keys forgets the key type
    ) => (name === 'until' || weather[name] === calm[name] ? [] : [{ ...weather, [name]: calm[name] }]),
  );

const without = (steps: readonly Step[], from: number, many: number): readonly Step[] => [
  ...steps.slice(0, from),
  ...steps.slice(from + many),
];

/** A story in lines that people can read. */
export function told({ customers, steps }: Story): readonly string[] {
  const names = customers.map(
    ({ connector, window, kWh }, who) =>
      `customer ${who}: connector ${connector}, minutes ${window.start} to ${window.end}, ${kWh} kWh`,
  );
  return [...names, ...steps.map((step) => `${step.at.toFixed(3).padStart(8)} min  ${lineOf(step)}`)];
}

function lineOf(step: Step): string {
  switch (step.kind) {
    case 'ask':
      return `customer ${step.who} says ${step.word}`;
    case 'repeat':
      return `customer ${step.who} says the last ${step.word} once more, byte for byte`;
    case 'pay':
      return `customer ${step.who} pays: ${step.outcome}`;
    case 'handle':
      return `connector ${step.connector}: ${step.event}`;
    case 'staff':
      return `the staff cancels the order of customer ${step.who}`;
    default:
      return step satisfies never;
  }
}
