import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['bin', 'events', 'functions', 'lib', 'test', 'cdk.json', 'package.json', 'tsconfig.json'];

/** The lines that a new business needs outside its own files: each beside the one that EV charging has there. */
export const lines = {
  'lib/language/business.ts': [
    ["import type { Charging } from './charging.ts';", "import type { Bicycle } from './bicycle.ts';"],
    ["  readonly 'ev-charging': Charging;", "  readonly 'bicycle-workshop': Bicycle;"],
  ],
  'lib/domain/businesses.ts': [
    [
      "import { evCharging } from './ev-charging/business.ts';",
      "import { bicycleWorkshop } from './bicycle-workshop/business.ts';",
    ],
    ["  'ev-charging': evCharging,", "  'bicycle-workshop': bicycleWorkshop,"],
  ],
  'lib/domain/seeds.ts': [
    [
      "  'ev-charging': seededProviders,",
      "  'bicycle-workshop': [{ id: 'spokes.example', name: 'Spokes', itemId: 'service', price: '450' }],",
    ],
  ],
  'lib/beckn/v1.1/dialects/dialects.ts': [
    ["import { charging } from './charging.ts';", "import { bicycleWorkshop } from './bicycle-workshop.ts';"],
    ["  'ev-charging': charging,", "  'bicycle-workshop': bicycleWorkshop,"],
  ],
  'events/contracts.ts': [
    ["import { evCharging } from './ev-charging.ts';", "import { bicycleWorkshop } from './bicycle-workshop.ts';"],
    ["  'ev-charging': evCharging,", "  'bicycle-workshop': bicycleWorkshop,"],
  ],
} as const;

export type Place = keyof typeof lines;
export const places = Object.keys(lines) as readonly Place[]; // Object.keys forgets the key type

export interface House {
  readonly folder: string;
  add(place: Place): void;
  /** Files that the compiler complains about. */
  complaints(): readonly string[];
  remove(): void;
}

/** A copy of everything into which the workshop's own files have moved, and nothing else. */
export function openHouse(): House {
  const folder = mkdtempSync(join(tmpdir(), 'bicycle-workshop-'));
  for (const room of rooms) cpSync(join(root, room), join(folder, room), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(import.meta.dirname, 'house'), folder, { recursive: true });
  return {
    folder,
    add(place) {
      const file = join(folder, place);
      const add = (text: string, [beside, line]: readonly [string, string]) => {
        if (text.split(beside).length !== 2) throw new Error(`${place}: ${beside} stands there once no more`);
        return text.replace(beside, `${beside}\n${line}`);
      };
      writeFileSync(file, lines[place].reduce(add, readFileSync(file, 'utf8')));
    },
    complaints: () => [...new Set(compile(folder).map((line) => line.split('(', 1)[0] ?? ''))].sort(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function compile(folder: string): readonly string[] {
  const tsc = join(root, 'node_modules/.bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '--noEmit'], { cwd: folder, encoding: 'utf8' });
    return [];
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error;
    return String(error.stdout)
      .split('\n')
      .filter((line) => /^\S+\(\d+,\d+\): error/.test(line));
  }
}
