import { readFileSync } from 'node:fs';
import { sum } from './statistics.ts';

/** What processes have used so far, as Linux tells it. */

const TICK_MS = 10;
const NANOSECONDS = 1e6;

/** CPU of a process with all its threads, in milliseconds. */
export function cpuOf(pid: number): number {
  // The name of a program may hold spaces and brackets.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** CPU of the thread that a process began with, in milliseconds. */
export const cpuOfMainThread = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / NANOSECONDS;

/** CPU of everything on this machine, in milliseconds. */
export function cpuOfMachine(): number {
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split(/\s+/, 8).map(Number);
  return sum([user, nice, system, irq, softirq].map((ticks = 0) => ticks * TICK_MS));
}

/** The most memory that a process has had at a time, in megabytes. */
export function peakMemoryOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
