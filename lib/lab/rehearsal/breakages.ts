import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type App, type IResolvable, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct, Node } from 'constructs';
import { CONTEXT } from './settings.ts';

interface Breakage {
  /** Files of ours with another content. */
  readonly instead?: Readonly<Record<string, string>>;
  apply(app: App): void;
}

const confirm = 'functions/confirm.ts';

/** Ways to break a deployment: a rehearsal that does not notice them would be worth nothing. */
export const breakages = {
  none: { apply: () => undefined },
  role: {
    apply(app) {
      for (const policy of all(app, CfnPolicy, 'ConfirmProcess'))
        policy.policyDocument = without(policy.policyDocument, 'dynamodb:PutItem');
    },
  },
  mapping: {
    apply(app) {
      const [other] = all(app, CfnQueue, 'SearchProcess/Work/DeadLetterQueue');
      for (const mapping of all(app, CfnEventSourceMapping, 'ConfirmProcess/Mapping'))
        mapping.eventSourceArn = other?.attrArn;
    },
  },
  rule: {
    apply(app) {
      for (const rule of all(app, CfnRule, 'On-notify-status')) rule.eventPattern = { source: ['nobody'] };
    },
  },
  bundle: {
    instead: {
      [confirm]: `${readFileSync(resolve(import.meta.dirname, '../../..', confirm), 'utf8')}\nthrow new Error('broken');\n`,
    },
    apply: () => undefined,
  },
  /** A change that cannot be made: whatever else is in it has to be taken back. */
  update: {
    instead: { [confirm]: `throw new Error('broken');\nexport const receive = 1;\nexport const process = 1;\n` },
    apply(app) {
      for (const stack of app.node.findAll().filter((node) => node instanceof Stack))
        if (stack.stackName.endsWith('-actions')) new CfnQueue(stack, 'Impossible', { visibilityTimeout: 1_000_000 });
    },
  },
} as const satisfies Record<string, Breakage>;

export type BreakageName = keyof typeof breakages;

const isBreakage = (name: string): name is BreakageName => Object.hasOwn(breakages, name);

export function breakageOf(node: Node): Breakage {
  const name: string = node.tryGetContext(CONTEXT.breakage) ?? 'none';
  if (!isBreakage(name)) throw new Error(`nobody knows how to break ${name}: ${Object.keys(breakages).join(', ')}`);
  return breakages[name];
}

function all<Kind extends IConstruct>(
  app: App,
  kind: abstract new (...args: never[]) => Kind,
  path: string,
): readonly Kind[] {
  const found = app.node.findAll().filter((node) => node instanceof kind && node.node.path.includes(`/${path}`));
  if (found.length === 0) throw new Error(`there is nothing to break at ${path}`);
  return found as Kind[]; // instanceof in a filter over several classes is not inferred
}

function without(document: PolicyDocument | IResolvable | object, action: string): PolicyDocument {
  if (!(document instanceof PolicyDocument)) throw new Error('this is no policy');
  const { Statement } = document.toJSON() as { readonly Statement: readonly { readonly Action: string | string[] }[] };
  return PolicyDocument.fromJson({ Statement: Statement.filter(({ Action }) => ![Action].flat().includes(action)) });
}
