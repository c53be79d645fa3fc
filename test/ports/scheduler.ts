import { startServer } from '../http/server.ts';

export interface Schedule {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
}

const NAME = /^[\w.-]{1,64}$/;
const AT = /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/;

/** As much of EventBridge Scheduler's wire as one-time schedules need: one schedule a name, in its forms only. */
export async function startScheduler() {
  const schedules: Schedule[] = [];
  const server = await startServer(async (incoming, response) => {
    const name = decodeURIComponent(incoming.url?.split('/').at(-1) ?? '');
    const request = JSON.parse(Buffer.concat(await incoming.toArray()).toString());
    const refuse = (status: number, type: string) =>
      response.writeHead(status, { 'x-amzn-errortype': type }).end(JSON.stringify({ Message: type }));
    if (!NAME.test(name) || !AT.test(request.ScheduleExpression)) return refuse(400, 'ValidationException');
    if (schedules.some((schedule) => schedule.name === name)) return refuse(409, 'ConflictException');
    schedules.push({ name, request });
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"ScheduleArn":"arn"}');
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SCHEDULER: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return { schedules, stop: server.stop };
}
