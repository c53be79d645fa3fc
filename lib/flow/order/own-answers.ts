import type { Catalogues } from '../ports/catalogues.ts';
import type { Answers } from './ask.ts';
import type { Holding } from './holding.ts';

/** What the platform answers by itself: from its catalogue and its calendars. */
export const ownAnswers = (ports: { readonly catalogues: Catalogues; readonly holding: Holding }) =>
  ({
    offer: async ({ providerId }, { business }) => (await ports.catalogues.stock(business)).offerOf(providerId),
    free: (asked, asker) => ports.holding.free(asked, asker),
    'out-of-order': (asked) => ports.holding.outOfOrder(asked),
    hold: (kept, asker) => ports.holding.hold(kept, asker),
  }) satisfies Answers;
