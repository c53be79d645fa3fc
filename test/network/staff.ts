import { call } from './http.ts';

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Staff = ReturnType<typeof staffAt>;

/** The provider's staff at the operations door of a network. */
export function staffAt(url: string, token?: string) {
  const bearer = token === undefined ? [] : ['authorization', `Bearer ${token}`];
  const headers = ['content-type', 'application/json', ...bearer];
  const ask = async (method: string, path: string, body = ''): Promise<Answered> => {
    const answer = await call(`${url}/operations/${path}`, { method, headers, body });
    return { status: answer.status, body: JSON.parse(answer.text) };
  };
  const nameOf = (order: string) => `orders/${encodeURIComponent(order)}`;
  const of = (buyer?: string) => (buyer === undefined ? '' : `?buyer=${buyer}`);
  return {
    cancel: (order: string, said: unknown, buyer?: string) =>
      ask('POST', `${nameOf(order)}/cancel${of(buyer)}`, JSON.stringify(said)),
    look: (order: string, buyer?: string) => ask('GET', `${nameOf(order)}${of(buyer)}`),
    document: () => ask('GET', 'openapi.json'),
  };
}
