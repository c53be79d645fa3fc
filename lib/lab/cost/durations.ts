import type { Call } from '../recorder/call.ts';
import { assumptions } from './assumptions.ts';

/** What a function is billed by. */
export interface Billed {
  readonly source: string;
  readonly memoryMegabytes: number;
}

/** A run of a function: the messages it was given, what it asked for them, and how long it waited for others. */
export interface Work extends Billed {
  /** None where it was asked over HTTP. */
  readonly messages: number;
  readonly calls: readonly Pick<Call, 'service'>[];
  readonly waitMs: number;
}

/** How long Lambda bills a run, in whole milliseconds. */
export const durationOf = (work: Work): number =>
  Math.ceil(cpuOf(work) + work.waitMs + work.calls.reduce((total, { service }) => total + answerMs[service], 0));

/** The same with a full batch, whose messages are worked on side by side. */
export const durationOfBatch = (work: Work, size: number): number =>
  Math.ceil(durationOf(work) + (size / Math.max(1, work.messages) - 1) * cpuOf(work));

function cpuOf({ memoryMegabytes, messages, calls }: Work): number {
  const cpu = Math.max(1, messages) * assumptions.cpuOfRunMs + calls.length * assumptions.cpuOfRequestMs;
  return cpu * Math.max(1, assumptions.megabytesOfProcessor / memoryMegabytes);
}

const { answerMs } = assumptions;
