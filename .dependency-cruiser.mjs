// TypeScript is read by swc: without it there would be nothing to check, and no complaint.
import '@swc/core';

/** Who may import what of ours. A folder may always import from itself. */
const arrows = {
  bin: [
    'lib/stacks',
    'lib/constructs',
    'lib/local',
    'lib/lab/journey',
    'lib/lab/bench',
    'lib/lab/cost',
    'lib/lab/rehearsal',
    'lib/upkeep',
    'lib/domain',
  ],
  functions: [
    'lib/language',
    'lib/flow',
    'lib/beckn',
    'lib/domain',
    'lib/partners',
    'lib/aws',
    'lib/http',
    'lib/sandbox',
    'events',
  ],
  events: ['lib/language/business'],
  'lib/language': [],
  'lib/domain': ['lib/language', 'events'],
  'lib/beckn': ['lib/language', 'events'],
  'lib/flow': ['lib/language', 'lib/beckn', 'lib/domain', 'events'],
  'lib/partners': ['lib/language', 'lib/flow', 'lib/http'],
  'lib/http': ['lib/flow'],
  'lib/aws': ['lib/language', 'lib/flow', 'lib/beckn', 'lib/domain', 'lib/partners', 'lib/http', 'events'],
  'lib/sandbox': ['lib/flow', 'lib/partners', 'lib/aws', 'lib/http'],
  'lib/constructs': ['lib/aws/backoff', 'lib/aws/env', 'lib/aws/metric-names', 'lib/beckn/actions', 'events'],
  'lib/stacks': ['lib/constructs', 'lib/aws/env', 'lib/beckn/actions', 'events'],
  'lib/local': ['lib/aws/env', 'lib/beckn/actions', 'lib/http/clock-advance'],
  'lib/lab/journey': ['lib/local/child-network'],
  'lib/lab/rehearsal': ['lib/stacks', 'lib/constructs/bundle', 'lib/lab/journey', 'lib/local/child-network'],
  'lib/upkeep': ['lib/language', 'lib/aws', 'lib/flow', 'lib/domain', 'lib/beckn', 'events'],
  'lib/lab/recorder': [
    'lib/beckn/actions',
    'lib/local/network',
    'lib/local/synthesize',
    'lib/local/template/kinds',
    'lib/lab/journey/network',
  ],
  'lib/lab/bench': [
    'lib/beckn',
    'lib/aws/env',
    'lib/aws/calendar-day',
    'lib/aws/calendar-days',
    'lib/aws/calendar-store',
    'lib/aws/catalogue-store',
    'lib/local/tables/engine',
    'lib/constructs/bundle',
    'lib/local/child-network',
    'lib/lab/journey',
    'lib/lab/recorder',
  ],
  'lib/lab/cost': [
    'lib/lab/bench/page/table',
    'lib/local/synthesize',
    'lib/local/functions/called',
    'lib/local/template',
    'lib/lab/journey',
    'lib/lab/recorder',
  ],
};

/** Which packages a folder may use, where that is not left to package.json. */
const packages = {
  events: ['zod'],
  'lib/language': ['big.js'],
  'lib/domain': ['zod', 'big.js'],
  'lib/beckn': ['zod'],
  'lib/flow': ['zod'],
  'lib/partners': ['zod'],
};

/** What is deployed. */
const running = [
  'functions',
  'events',
  'lib/language',
  'lib/domain',
  'lib/beckn',
  'lib/flow',
  'lib/partners',
  'lib/http',
  'lib/sandbox',
  'lib/aws',
];

const ours = '^(bin|functions|events|lib)/';
const cloud = 'node_modules/(aws-cdk-lib|constructs|cdk-nag|esbuild)/';
const within = (folders) => `^(${folders.join('|')})(/|\\.)`;
const fromPackages = (names) => `node_modules/(${names.join('|')})/`;

export default {
  forbidden: [
    ...Object.entries(arrows).map(([folder, targets]) => ({
      name: `arrows of ${folder}`,
      severity: 'error',
      from: { path: within([folder]) },
      to: { path: ours, pathNot: within([folder, ...targets]) },
    })),
    ...Object.entries(packages).map(([folder, names]) => ({
      name: `packages of ${folder}`,
      severity: 'error',
      from: { path: within([folder]) },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: fromPackages(names) },
    })),
    {
      name: 'of the language only its types in events',
      severity: 'error',
      from: { path: within(['events']) },
      to: { path: within(['lib/language']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing of the platform in events, language and domain',
      severity: 'error',
      from: { path: within(['events', 'lib/language', 'lib/domain']) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'of the platform only node:crypto in beckn',
      severity: 'error',
      from: { path: within(['lib/beckn']) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'businesses do not know each other, and their parts know none of them',
      severity: 'error',
      from: { path: '^lib/domain/([^/]+)/' },
      to: { path: '^lib/domain/[^/]+/', pathNot: '^lib/domain/($1|parts)/' },
    },
    {
      name: 'what all businesses share knows none of them',
      severity: 'error',
      from: { path: '^lib/domain/[^/]+$', pathNot: '^lib/domain/(businesses|seeds)[.]ts$' },
      to: { path: '^lib/domain/[^/]+/', pathNot: '^lib/domain/parts/' },
    },
    {
      name: 'partners do not know each other',
      severity: 'error',
      from: { path: '^lib/partners/([^/]+/[^/]+)/' },
      to: { path: '^lib/partners/[^/]+/[^/]+/', pathNot: '^lib/partners/$1/' },
    },
    {
      name: 'what the platform wants of partners is in the words of none',
      severity: 'error',
      from: { path: '^lib/partners/', pathNot: '^lib/partners/[^/]+/[^/]+/' },
      to: { path: '^lib/partners/[^/]+/[^/]+/' },
    },
    {
      name: 'versions of the protocol do not know each other',
      severity: 'error',
      from: { path: '^lib/beckn/(v[^/]+)/' },
      to: { path: '^lib/beckn/v[^/]+/', pathNot: '^lib/beckn/$1/' },
    },
    {
      name: 'the simulated other side is reached by its own functions only',
      severity: 'error',
      from: { path: '^functions/', pathNot: '^functions/sandbox/' },
      to: { path: '^lib/sandbox/' },
    },
    {
      name: 'CDK only where the cloud is described',
      severity: 'error',
      from: { path: ours, pathNot: '^(bin|lib/stacks|lib/constructs|lib/lab/rehearsal)/' },
      to: { path: cloud },
    },
    {
      name: 'what runs uses no development dependencies',
      severity: 'error',
      from: { path: within(running) },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing that cannot be found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'no drawers',
      severity: 'error',
      from: {},
      to: { path: '/(utils|shared|common|helpers|types|services)(/|[.]ts$)', pathNot: 'node_modules' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
