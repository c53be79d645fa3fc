// TypeScript is read by swc: without it there would be nothing to check, and no complaint.
import '@swc/core';

/** Who may import what of ours. A folder may always import from itself. */
const arrows = {
  bin: [
    'lib/stacks',
    'lib/constructs',
    'lib/local',
    'lib/journey',
    'lib/bench',
    'lib/cost',
    'lib/rehearsal',
    'lib/operations',
  ],
  functions: ['lib/flow', 'lib/beckn', 'lib/domain', 'lib/aws', 'lib/http', 'events'],
  events: [],
  'lib/domain': ['events'],
  'lib/beckn': [],
  'lib/flow': ['lib/beckn', 'lib/domain', 'events'],
  'lib/http': ['lib/flow', 'lib/beckn', 'events'],
  'lib/aws': ['lib/flow', 'lib/beckn', 'lib/domain', 'lib/http', 'events'],
  'lib/constructs': ['lib/aws/env', 'lib/aws/metric-names', 'lib/beckn/actions', 'events'],
  'lib/stacks': ['lib/constructs', 'lib/aws/env', 'lib/beckn/actions', 'events'],
  'lib/local': ['lib/aws/env', 'lib/beckn/actions', 'lib/http/clock-advance'],
  'lib/journey': ['lib/local/child-network'],
  'lib/rehearsal': ['lib/stacks', 'lib/constructs/bundle', 'lib/journey', 'lib/local/child-network'],
  'lib/operations': ['lib/aws', 'lib/flow', 'lib/domain', 'lib/beckn', 'events'],
  'lib/recorder': [
    'lib/beckn/actions',
    'lib/local/network',
    'lib/local/synthesize',
    'lib/local/template/kinds',
    'lib/journey/network',
  ],
  'lib/bench': [
    'lib/beckn',
    'lib/aws/env',
    'lib/constructs/bundle',
    'lib/local/child-network',
    'lib/journey',
    'lib/recorder',
  ],
  'lib/cost': [
    'lib/bench/page/table',
    'lib/local/synthesize',
    'lib/local/functions/called',
    'lib/local/template',
    'lib/journey',
    'lib/recorder',
  ],
};

/** Which packages a folder may use, where that is not left to package.json. */
const packages = {
  events: ['zod'],
  'lib/domain': ['zod', 'big.js', 'h3-js'],
  'lib/beckn': ['zod'],
  'lib/flow': ['zod'],
};

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
      name: 'nothing of the platform in events and domain',
      severity: 'error',
      from: { path: within(['events', 'lib/domain']) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'of the platform only node:crypto in beckn',
      severity: 'error',
      from: { path: within(['lib/beckn']) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'domains do not know each other',
      severity: 'error',
      from: { path: '^lib/domain/([^/]+)/', pathNot: '^lib/domain/order/' },
      to: { path: '^lib/domain/[^/]+/', pathNot: '^lib/domain/($1|order)/' },
    },
    {
      name: 'versions of the protocol do not know each other',
      severity: 'error',
      from: { path: '^lib/beckn/(v[^/]+)/' },
      to: { path: '^lib/beckn/v[^/]+/', pathNot: '^lib/beckn/$1/' },
    },
    {
      name: 'CDK only where the cloud is described',
      severity: 'error',
      from: { path: ours, pathNot: '^(bin|lib/stacks|lib/constructs|lib/rehearsal)/' },
      to: { path: cloud },
    },
    {
      name: 'what runs uses no development dependencies',
      severity: 'error',
      from: { path: within(['functions', 'events', 'lib/domain', 'lib/beckn', 'lib/flow', 'lib/http', 'lib/aws']) },
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
