/**
 * How many batches of a queue are worked on at a time, by the file that works them off. All of them and the dead letters
 * together take at most 800 of the 1000 runs that an account has by default: the rest is the door's (decision 72).
 */
const batchesAtATime: Readonly<Record<string, number>> = {
  deliver: 100,
  'deliver, slow lane': 40,
  partners: 20,
  timers: 50,
  payments: 40,
  'charge-points': 50,
  'pages/forms': 10,
  'notify/status': 40,
  'notify/error': 10,
  'notify/stop-charging': 10,
  search: 50,
  select: 50,
  init: 50,
  confirm: 50,
  status: 40,
  update: 40,
  cancel: 30,
  track: 10,
  rating: 10,
  support: 10,
  'get-cancellation-reasons': 10,
  'get-rating-categories': 10,
  // Beside the budget: no production has it.
  'sandbox/timers': 5,
};

/** Nobody waits for a dead letter. Lambda takes no less than two. */
export const DEAD_LETTERS_AT_A_TIME = 2;

export function batchesOf(file: string): number {
  const most = batchesAtATime[file];
  if (most === undefined)
    throw new Error(`${file}: its share of the concurrency is missing in ${import.meta.filename}`);
  return most;
}
