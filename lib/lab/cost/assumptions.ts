import type { Asked } from '../recorder/call.ts';

/** What a laptop cannot measure of AWS. Change a figure and `npm run cost` says what follows. */
export const assumptions = {
  /** CPU of a run besides its requests: a receive without the AWS SDK, in docs/benchmark.md. */
  cpuOfRunMs: 0.17,
  /** CPU of one request through the AWS SDK, from the same document. */
  cpuOfRequestMs: 0.53,
  /** Lambda gives a function one whole processor with that much memory, and less with less. */
  megabytesOfProcessor: 1769,
  /** How long a service takes to answer. Requests of a run are counted as if they came one after the other. */
  answerMs: { tables: 5, queues: 8, bus: 15, schedules: 25, secrets: 15 } satisfies Record<Asked['service'], number>,
  /** How long a payment provider, a charge point operator or a registry takes. */
  partnerMs: 100,
  /** How long a buyer takes to acknowledge a callback. */
  deliveryMs: 150,
  /** Three attempts of 5 s, and the pauses between them: lib/aws/slow-lane.ts, lib/http/sender.ts. */
  quickAttemptsSeconds: 18,
  /** What Lambda itself logs of a run: start, end, report. */
  logBytesOfRun: 450,
  /** A line of a function of ours, with what CloudWatch adds to it. */
  logBytesOfLine: 250,
  logBytesOfRequest: 300,
  /** The share that is left of logs when they are kept. */
  logsCompressedTo: 0.15,
  logMonths: 3,
  /** X-Ray's default rule, beyond the first request a second. */
  tracedShare: 0.05,
  /** Long polls of Lambda on an empty queue, as users of it have counted: five at a time, 20 s each. */
  pollersOfQueue: 5,
  pollSeconds: 20,
  /** How long an instance keeps a secret, as lib/aws/secret.ts does. */
  secretKeptSeconds: 300,
} as const;

export const secondsOfMonth = 30 * 24 * 3600;
