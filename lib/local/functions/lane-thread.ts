import { openSync } from 'node:fs';
import { inspect } from 'node:util';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { type Handler, loadHandler } from './bundle.ts';
import { FunctionLog } from './function-log.ts';
import type { FromLane, FunctionSpec, ToLane } from './function-spec.ts';

/** The inside of a lane: a thread that runs functions one beside the other. */
const log = new FunctionLog(openSync(String(workerData.log), 'a'));
const specs = new Map<string, FunctionSpec>();
const handlers = new Map<string, Handler>();

if (parentPort !== null) listen(parentPort);
process.on('uncaughtException', (error) => log.write('ERROR', 'lane', inspect(error)));
process.on('unhandledRejection', (error) => log.write('ERROR', 'lane', inspect(error)));

function listen(port: MessagePort) {
  const answer = (message: FromLane) => port.postMessage(message);
  port.on('message', (message: ToLane) => {
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
