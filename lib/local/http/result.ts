import type { ServerResponse } from 'node:http';
import * as z from 'zod';

/** Writes what a function answered, as an HTTP API of AWS would. */
export function writeResult(response: ServerResponse, result: unknown): void {
  const structured = Structured.safeParse(result);
  if (structured.success) writeStructured(response, structured.data);
  else writeJson(response, 200, result);
}

export function writeJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  response.end(text);
}

function writeStructured(response: ServerResponse, result: z.infer<typeof Structured>): void {
  const { statusCode, headers, cookies, body, isBase64Encoded } = result;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain;charset=UTF-8');
  const content = isBase64Encoded ? Buffer.from(body, 'base64') : body;
  response.writeHead(statusCode, { 'content-length': Buffer.byteLength(content) });
  response.end(content);
}

/** What has no status is itself the body of a 200. */
const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});
