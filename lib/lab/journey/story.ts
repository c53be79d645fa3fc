import type { Scene } from './scene.ts';

/** A journey through the network, told as steps that each do something and expect something. */
export interface Story {
  readonly name: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

export type Step = (scene: Scene) => Promise<void>;
