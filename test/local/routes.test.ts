import { describe, expect, it } from 'vitest';
import { find, type Route, sortedRoutes } from '../../lib/local/http/routes.ts';

const routes = sortedRoutes(
  [
    'ANY /ocpi/{proxy+}',
    'POST /bap/{action}',
    'POST /bap/send/{action}',
    'GET /bap/{id}',
    'POST /bpp/on',
    'ANY /bpp/on',
  ].map((key): Route => {
    const [method = '', path = ''] = key.split(' ');
    return { key, method, segments: path.slice(1).split('/'), functionName: key };
  }),
);
const found = (method: string, path: string) => {
  const result = find(routes, method, path);
  return result.kind === 'match' ? [result.route.key, result.parameters] : result.kind;
};

describe('routes', () => {
  it.each<[string, string, unknown]>([
    ['POST', '/bpp/on', ['POST /bpp/on', {}]],
    ['GET', '/bpp/on', ['ANY /bpp/on', {}]],
    ['POST', '/bap/on_search', ['POST /bap/{action}', { action: 'on_search' }]],
    ['GET', '/bap/x%2Fy%20z', ['GET /bap/{id}', { id: 'x/y z' }]],
    ['POST', '/bap/send/search', ['POST /bap/send/{action}', { action: 'search' }]],
    ['PUT', '/ocpi/2.2.1/a%20b', ['ANY /ocpi/{proxy+}', { proxy: '2.2.1/a b' }]],
    ['DELETE', '/bap/x', 'wrong-method'],
    ['GET', '/', 'unknown-path'],
    ['POST', '/bpp/on/', 'unknown-path'],
    ['POST', '//bpp/on', 'unknown-path'],
    ['POST', '/BPP/on', 'unknown-path'],
    ['POST', '/%62pp/on', 'unknown-path'],
    ['POST', '/bap/', 'unknown-path'],
    ['POST', '/ocpi', 'unknown-path'],
    ['POST', '/ocpi/', 'unknown-path'],
    ['POST', '/bap/%zz', 'malformed'],
  ])('%s %s', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected);
  });
});
