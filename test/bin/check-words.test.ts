import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../bin/check-words.mjs', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is complained about where these are the only files. */
function complaints(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'check-words-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stderr, status } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
  const said = stderr.split('\n').filter((line) => line !== '');
  expect(status).toBe(said.length === 0 ? 0 : 1);
  return said;
}

const core = ['lib/domain/business.ts', 'lib/domain/parts/purse.ts', 'lib/flow/order/commit.ts'];

it.each(core)('says where %s knows a business', (path) => {
  expect(complaints({ [path]: 'const a = 1;\nconst connectorId = a;\n' })).toEqual([
    `${path}:2: "connector" is a word of EV charging: lib/domain and lib/flow do not know one business`,
  ]);
});

it.each([
  ['const deliveredWh = 1;', 'Wh'],
  ['const WH_IN_KWH = 1000;', 'WH'],
  ["const unit = 'kWh';", 'Wh'],
  ['/** Charging has begun. */', 'Charging'],
  ["import { a } from '../language/charging.ts';", 'charging'],
  ["import { b } from './ev-charging/life.ts';", 'charging'],
  ['const { vehicles } = party;', 'vehicles'],
  ["const type = 'ConnectorPlugged';", 'Plugged'],
  ["const reason = 'charger-refused';", 'charger'],
])('notices the business in %s', (line, word) => {
  const said = complaints({ 'lib/flow/ports/orders.ts': line });
  expect(said.join()).toContain(`lib/flow/ports/orders.ts:1: "${word}" is a word of EV charging`);
});

it('notices the business in the name of a file', () => {
  expect(complaints({ 'lib/flow/charging-reports.ts': '' })).toEqual([
    'lib/flow/charging-reports.ts: "charging" is a word of EV charging: lib/domain and lib/flow do not know one business',
  ]);
});

it.each([
  ['const { descriptor } = item;', 'descriptor'],
  ['/** Descriptors of the network. */', 'Descriptors'],
  ['const code = fulfillment.state.code;', 'state.code'],
  ['const code = fulfillment.state?.code;', 'state?.code'],
  ['const stateCode = 1;', 'stateCode'],
])('notices the wire in %s', (line, word) => {
  expect(complaints({ 'lib/domain/decision.ts': line })).toEqual([
    `lib/domain/decision.ts:1: "${word}" is a word of the wire: only lib/beckn knows it`,
  ]);
});

const folderNames = ['aws', 'http', 'partners', 'constructs', 'stacks', 'operations', 'flow', 'domain', 'language'];
const product = [...folderNames.map((name) => `lib/${name}/a.ts`), 'functions/buyer/a.ts', 'events/a.ts', 'bin/a.ts'];

it.each(product)('notices a version in %s', (path) => {
  expect(complaints({ [path]: "const version = '1.1.0';" })).toEqual([
    `${path}:1: "1.1.0" is a version or a network of the protocol: lib/beckn chooses them`,
  ]);
});

it.each([
  ["if (context.version === '2.0') return;", '2.0'],
  ['/** As in Beckn 1.1. */', '1.1'],
  ["const domain = 'dent:0.1.0';", 'dent:0.1.0'],
])('notices a version in %s', (line, word) => {
  expect(complaints({ 'functions/a.ts': line }).join()).toContain(`"${word}" is a version or a network`);
});

it.each(['functions/a.ts', 'lib/lab/bench/a.ts', 'lib/local/a.ts'])('lets %s import no version', (path) => {
  expect(complaints({ [path]: "import { a } from '../beckn/v1.1/decode.ts';" }).join()).toContain(
    `${path}:1: "beckn/v1.1" is one version of the protocol`,
  );
});

it('lets everybody speak of what is theirs', () => {
  const business = { 'lib/domain/ev-charging/business.ts': '', 'lib/domain/ev-charging/life.ts': 'const kWh = 1;' };
  const lists = { 'lib/domain/businesses.ts': "import { evCharging } from './ev-charging/business.ts';" };
  const protocol = {
    'lib/beckn/v1.1/decode.ts': "const descriptor = 'dent:0.1.0 1.1.0';",
    'lib/beckn/codec.ts': '2.0',
  };
  const language = { 'lib/language/charging.ts': 'const vehicle = 1;' };
  const strangers = { 'lib/lab/journey/wire.ts': "const version = '1.1.0';", 'lib/lab/bench/a.ts': "'dent:0.1.0'" };
  const cloud = { 'lib/local/http/event.ts': "version: '2.0'," };
  expect(complaints({ ...business, ...lists, ...protocol, ...language, ...strangers, ...cloud })).toEqual([]);
});

it('takes no part of a word or of a number for the whole', () => {
  const text = "const plugin = 'with what, when, who';\nconst ranges = ['192.0.2.0/24', '11.1', '2.0.2.1', '1.10'];\n";
  expect(complaints({ 'lib/flow/a.ts': text, 'lib/http/a.ts': text })).toEqual([]);
});
