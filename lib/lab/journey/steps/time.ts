import { expect } from '../expectation.ts';
import type { Scene } from '../scene.ts';
import type { Step } from '../story.ts';
import { arrow } from '../telling.ts';

const MINUTE = 60_000;

/** Business time passes; what falls due in it happens. */
export const passTime =
  (minutes: number): Step =>
  async (scene) =>
    pass(scene, minutes * MINUTE);

/** Until the booked window begins, or so many minutes past that. */
export const waitForWindow =
  (minutesAfter = 0): Step =>
  async (scene) => {
    expect(scene.begins !== undefined, 'a booked window', 'none was booked');
    const milliseconds = scene.begins.getTime() + minutesAfter * MINUTE - (await scene.network.now()).getTime();
    if (milliseconds > 0) await pass(scene, milliseconds);
  };

export async function pass(scene: Scene, milliseconds: number): Promise<void> {
  const now = await scene.network.advance(milliseconds);
  scene.passed += Math.ceil(milliseconds / 1000) * 1000;
  scene.print(
    arrow('time', 'passes', `${Math.ceil(milliseconds / MINUTE)} min`, `it is ${now.toISOString()}`),
    'quiet',
  );
}
