import * as z from 'zod';

/** A refusal in the form of the AWS JSON protocols; `name` becomes the name of the exception in the SDK. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Reads the request of an action, and refuses it as the service would. */
export function parseRequest<Request>(schema: z.ZodType<Request>, body: unknown): Request {
  const request = schema.safeParse(body);
  if (request.success) return request.data;
  throw new AwsError('ValidationException', z.prettifyError(request.error));
}
