import type { Action } from '../beckn/actions.ts';
import { type Access, all, namesIn } from '../constructs/access.ts';
import type { providerAccess } from './provider-access.ts';

type Can = ReturnType<typeof providerAccess> & Readonly<Record<'reply' | 'callPartners' | 'setTimers', Access>>;

/** The rights of the functions behind queues. Each has exactly the rights that it used in a recorded test (decision 15). */
export function processingAccess(can: Can) {
  const { hold, link, publish, askPayments, askChargePoints, callPartners, setTimers, reply, clock } = can;
  const answers = all(namesIn(all(can.readHistory, hold, can.readCatalogue, link)), can.answerOnce, reply, clock);
  // Each of these functions contains the code for every effect of a decision, so its environment names all resources that
  // this code asks for. The rights to use them are given below, only to the functions whose decisions have these effects.
  const changes = all(
    namesIn(all(hold, can.name, can.readCatalogue, can.answerOnce, publish, link, reply, callPartners, setTimers)),
    can.addToHistory,
    clock,
  );
  const asked = all(changes, reply);
  return {
    actions: {
      search: all(answers, can.readCatalogue, can.readCalendars),
      select: all(asked, can.beginHistory, can.readCatalogue, can.answerOnce, hold, can.endHolds),
      init: all(asked, can.readCatalogue, hold, can.beginHolds, can.name, askPayments, setTimers),
      confirm: all(asked, hold, can.endHolds, askPayments, setTimers, publish),
      status: all(answers, can.readHistory, askChargePoints),
      track: all(answers, can.readHistory, link),
      update: all(asked, hold, askChargePoints, callPartners, setTimers),
      cancel: all(asked, hold, can.endHolds, askChargePoints, callPartners),
      rating: all(asked, link, can.rate),
      support: all(asked, link),
      get_cancellation_reasons: answers,
      get_rating_categories: answers,
    } satisfies Record<Action, Access>,
    payments: all(changes, hold, can.endHolds, callPartners, setTimers, publish),
    chargePoints: all(changes, hold, can.endHolds, askChargePoints, callPartners, setTimers, publish),
    timers: all(changes, hold, can.endHolds, askPayments, askChargePoints, callPartners, setTimers, publish),
    forms: changes,
    notify: all(can.readHistory, reply),
  };
}
