import { writeSync } from 'node:fs';
import { format } from 'node:util';

/** Notes what a function logs as lines of JSON, and counts the errors among them. */
export class FunctionLog {
  private readonly descriptor: number;
  private readonly onLine: () => void;
  private lines = '';
  private count = 0;

  /** Who is told of a line flushes the log before long. */
  constructor(descriptor: number, onLine: () => void) {
    this.descriptor = descriptor;
    this.onLine = onLine;
  }

  consoleOf(name: string): Console {
    const at =
      (level: string) =>
      (...parts: readonly unknown[]) =>
        this.write(level, name, format(...parts));
    return Object.assign(Object.create(console), {
      trace: at('TRACE'),
      debug: at('DEBUG'),
      log: at('INFO'),
      info: at('INFO'),
      warn: at('WARN'),
      error: at('ERROR'),
    });
  }

  /** Lines that are JSON already say their level themselves. */
  write(level: string, name: string, text: string): void {
    const line = text.startsWith('{') ? text : JSON.stringify({ level, function: name, message: text });
    if (line.includes('"level":"ERROR"')) this.count += 1;
    this.lines += `${line}\n`;
    this.onLine();
  }

  flush(): void {
    if (this.lines !== '') writeSync(this.descriptor, this.lines);
    this.lines = '';
  }

  /** Errors since the last time that they were asked for. */
  takeErrors(): number {
    const count = this.count;
    this.count = 0;
    return count;
  }
}
