import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** As much of Secrets Manager's wire as keys need, with its rule for tokens that are used twice. */
export async function startSecrets(secrets: Map<string, string | undefined>): Promise<() => void> {
  const versions = new Map<string, string>();
  const tokens = new Set<string>();
  const server = createServer(async (request, response) => {
    const { SecretId, SecretString, ClientRequestToken } = JSON.parse(
      Buffer.concat(await request.toArray()).toString(),
    );
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
      const value = secrets.get(SecretId);
      if (value === undefined) return answer(400, { __type: 'ResourceNotFoundException', message: 'no value' });
      return answer(200, { SecretString: value, VersionId: versions.get(SecretId) });
    }
    if (tokens.has(SecretId + ClientRequestToken)) return answer(400, { __type: 'ResourceExistsException' });
    tokens.add(SecretId + ClientRequestToken);
    secrets.set(SecretId, SecretString);
    versions.set(SecretId, randomUUID());
    return answer(200, {});
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${address.port}`;
  return () => void server.close();
}
