import * as z from 'zod';

/** What can be asked under one route, in the schemas that check it. */
export interface Operation {
  readonly does: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, Answered>>;
}

export interface Answered {
  readonly says: string;
  /** Absent where any JSON may come. */
  readonly body?: z.ZodType;
}

/** An OpenAPI document of these routes, such as `POST /things/{id}`, which all want a bearer token. */
export const openApi = (title: string, operations: Readonly<Record<string, Operation>>): object => ({
  openapi: '3.1.0',
  info: { title, version: '1' },
  paths: Object.fromEntries(
    Object.entries(Object.groupBy(Object.keys(operations), pathOf)).map(([path, routes = []]) => [
      path,
      Object.fromEntries(
        routes.map((route) => [methodOf(route), described(path, operations[route] ?? { does: '', answers: {} })]),
      ),
    ]),
  ),
  security: [{ token: [] }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});

const pathOf = (route: string) => route.slice(route.indexOf(' ') + 1);
const methodOf = (route: string) => route.slice(0, route.indexOf(' ')).toLowerCase();

const described = (path: string, { does, query, body, answers }: Operation) => ({
  summary: does,
  parameters: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter('path', name ?? '', z.string(), true)),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) =>
      parameter('query', name, schema, !(schema instanceof z.ZodOptional)),
    ),
  ],
  ...(body && { requestBody: { required: true, content: jsonOf(body) } }),
  responses: Object.fromEntries(
    Object.entries(answers).map(([status, { says, body: answer = z.unknown() }]) => [
      status,
      { description: says, content: jsonOf(answer) },
    ]),
  ),
});

const parameter = (place: string, name: string, schema: z.core.$ZodType, required: boolean) => ({
  name,
  in: place,
  required,
  schema: schemaOf(schema),
});

const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema: schemaOf(schema) } });

function schemaOf(schema: z.core.$ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
