import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export const readText = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;

/** Undefined where there is no JSON: a schema says what was expected. */
export function readJson(event: APIGatewayProxyEventV2): unknown {
  try {
    return JSON.parse(readText(event));
  } catch {
    return undefined;
  }
}

/** Percent-encoded or as they are: a gateway may have decoded a path before. */
export const segments = (path: string): readonly string[] => path.split('/').slice(1).map(decoded);

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
