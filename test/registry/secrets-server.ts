import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const CURRENT = 'AWSCURRENT';

/** As much of Secrets Manager's wire as keys need, with its rule for tokens that are used twice. */
export async function startSecrets(secrets: Map<string, string | undefined>): Promise<() => void> {
  const versions = new Map<string, string>();
  const tokens = new Set<string>();
  const labelled = new Map<string, { readonly id: string; readonly value: string }>();
  const server = createServer(async (request, response) => {
    const { SecretId, SecretString, ClientRequestToken, ...asked } = JSON.parse(
      Buffer.concat(await request.toArray()).toString(),
    );
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    const label = `${SecretId} ${asked.VersionStage ?? asked.VersionStages?.[0] ?? CURRENT}`;
    if (request.headers['x-amz-target'] === 'secretsmanager.UpdateSecretVersionStage') {
      const { VersionStage, MoveToVersionId, RemoveFromVersionId } = asked;
      const moved = [...labelled.values()].find(({ id }) => id === MoveToVersionId);
      const holder = VersionStage === CURRENT ? versions.get(SecretId) : labelled.get(label)?.id;
      if (holder !== RemoveFromVersionId) return answer(400, { __type: 'InvalidParameterException' });
      if (VersionStage !== CURRENT) labelled.delete(label);
      else if (moved !== undefined) {
        secrets.set(SecretId, moved.value);
        versions.set(SecretId, moved.id);
      }
      return answer(200, {});
    }
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue' && !label.endsWith(CURRENT)) {
      const version = labelled.get(label);
      if (version === undefined)
        return answer(400, { __type: 'ResourceNotFoundException', message: 'no such version' });
      return answer(200, { SecretString: version.value, VersionId: version.id });
    }
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
      const value = secrets.get(SecretId);
      if (value === undefined) return answer(400, { __type: 'ResourceNotFoundException', message: 'no value' });
      return answer(200, { SecretString: value, VersionId: versions.get(SecretId) });
    }
    if (tokens.has(SecretId + ClientRequestToken)) return answer(400, { __type: 'ResourceExistsException' });
    tokens.add(SecretId + ClientRequestToken);
    if (!label.endsWith(CURRENT)) {
      labelled.set(label, { id: randomUUID(), value: SecretString });
      return answer(200, {});
    }
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
