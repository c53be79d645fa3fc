import type { Sender } from '../flow/ports/callbacks.ts';
import { publicLookup } from './public-address.ts';
import { newAgents, RequestFailed, request } from './request.ts';
import { checkUrl, type UrlRules } from './safe-url.ts';

const DEADLINE_MILLISECONDS = 5_000;

/** Delivers callbacks to URLs that strangers registered. */
export function httpSender(rules: UrlRules): Sender {
  const agents = newAgents({ lookup: publicLookup(rules) });

  return {
    async post(url, body, authorization) {
      const checked = checkUrl(url, rules);
      if (!checked.safe) throw new RequestFailed('unsafe-url', `this URL is not called: ${checked.why}`);
      const headers = { 'content-type': 'application/json', authorization };
      return request({ method: 'POST', url, headers, body, deadlineMs: DEADLINE_MILLISECONDS, agents });
    },
  };
}
