import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

/** Words that a place must not know: in code, comments, imports and names of files. */

const slashed = (path) => path.split(sep).join('/');
const businesses = globSync('lib/domain/*/business.ts').map((path) => slashed(path).replace(/business\.ts$/, ''));
/** Each business stands in them with a line. */
const lists = ['lib/domain/businesses.ts', 'lib/domain/seeds.ts'];
/** They speak the wire as strangers do, and so hold the platform to it. */
const strangers = 'lib/lab/';
/** It speaks the protocols of AWS, whose versions have the same numbers. */
const cloud = 'lib/local/';

const isIn = (path, folders) => folders.some((folder) => path.startsWith(folder));
const isOfCore = (path) => isIn(path, ['lib/domain/', 'lib/flow/']) && !isIn(path, businesses);
const isOutside = (path) => !path.startsWith('lib/beckn/');

/** `deliveredWh` is "delivered" and "Wh". */
const partsOf = (text) => text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
const ofCharging = /^(connectors?|[km]?wh|charging|chargers?|vehicles?|(un)?plug(s|ged|ging)?)$/i;

const rules = [
  {
    complaint: 'is a word of EV charging: lib/domain and lib/flow do not know one business',
    covers: (path) => isOfCore(path) && !lists.includes(path),
    find: (text) => partsOf(text).filter((part) => ofCharging.test(part)),
  },
  {
    complaint: 'is a word of the wire: only lib/beckn knows it',
    covers: isOfCore,
    find: (text) => text.match(/descriptors?|state\W{0,2}code/gi),
  },
  {
    complaint: 'is a version or a network of the protocol: lib/beckn chooses them',
    covers: (path) => isOutside(path) && !isIn(path, [strangers, cloud]),
    find: (text) => text.match(/(?<!http\/|[\d.])(1\.1|2\.0)(\.\d+)?(?!\.?\d)|\bdent:[\d.]+/gi),
  },
  {
    complaint: 'is one version of the protocol: import what lib/beckn has beside them',
    covers: isOutside,
    find: (text) => text.match(/beckn\/v\d[\d.]*/g),
  },
];

const complaints = globSync('{bin,lib,functions,events}/**/*.ts').map(slashed).sort().flatMap(complaintsAbout);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;

function complaintsAbout(path) {
  const ruling = rules.filter(({ covers }) => covers(path));
  // The path counts as what is said before the first line.
  return [path, ...readFileSync(path, 'utf8').split('\n')].flatMap((text, line) =>
    ruling.flatMap(({ find, complaint }) =>
      (find(text) ?? []).map((word) => `${path}${line === 0 ? '' : `:${line}`}: "${word}" ${complaint}`),
    ),
  );
}
