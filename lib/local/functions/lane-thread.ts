import { openSync } from 'node:fs';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { type Handler, loadHandler } from './bundle.ts';
import { FunctionLog } from './function-log.ts';
import type { FromLane, FunctionSpec, ToLane } from './function-spec.ts';

/** The inside of a lane: a thread that runs functions one beside the other. */
const log = new FunctionLog(openSync(String(workerData.log), 'a'), tellSoon);
const specs = new Map<string, FunctionSpec>();
const handlers = new Map<string, Handler>();
let answers: FromLane[] = [];
let isTelling = false;

parentPort?.on('message', (messages: readonly ToLane[]) => messages.forEach(obey));
process.on('uncaughtException', (error) => log.write('ERROR', 'lane', inspect(error)));
process.on('unhandledRejection', (error) => log.write('ERROR', 'lane', inspect(error)));

function obey(message: ToLane): void {
  switch (message.kind) {
    case 'define':
      specs.set(message.spec.name, message.spec);
      return;
    case 'ping':
      answer({ kind: 'pong', call: message.call, errors: log.takeErrors() });
      return;
    case 'invoke':
      invoke(message).then(
        (result) => answer({ kind: 'result', call: message.call, result, errors: log.takeErrors() }),
        (error: unknown) => {
          log.write('ERROR', message.name, inspect(error));
          answer({ kind: 'failure', call: message.call, message: String(error), errors: log.takeErrors() });
        },
      );
      return;
    default:
      message satisfies never;
  }
}

function answer(message: FromLane): void {
  answers.push(message);
  tellSoon();
}

/** Lines and answers of one turn of the event loop go together: each by itself would cost more than to make it. */
function tellSoon(): void {
  if (isTelling) return;
  isTelling = true;
  setImmediate(() => {
    isTelling = false;
    log.flush();
    if (answers.length > 0) parentPort?.postMessage(answers);
    answers = [];
  });
}

async function invoke({ name, event, id, deadline }: Extract<ToLane, { kind: 'invoke' }>): Promise<string> {
  const spec = specs.get(name);
  if (spec === undefined) throw new Error(`the lane does not know ${name}`);
  const handler = handlers.get(name) ?? loadHandler(spec, log.consoleOf(name));
  handlers.set(name, handler);
  return JSON.stringify((await handler(JSON.parse(event), contextOf(spec, id, deadline))) ?? null);
}

const contextOf = (spec: FunctionSpec, awsRequestId: string, deadline: number): Context => ({
  awsRequestId,
  functionName: spec.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: spec.arn,
  memoryLimitInMB: String(spec.memoryMegabytes),
  logGroupName: `/aws/lambda/${spec.name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  done() {},
  fail() {},
  succeed() {},
});
