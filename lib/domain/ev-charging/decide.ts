import type { Decision } from '../decider.ts';
import { askForHelp, giveFeedback, rate, reportRefund } from './after-sales.ts';
import { confirm, initiate, reportPayment, select } from './booking.ts';
import { changeState, reportConnector, reportSession } from './charging.ts';
import type { Command } from './commands.ts';
import { cancel, elapse } from './ending.ts';
import type { Event, State } from './state.ts';

export function decide(command: Command, state: State): Decision<Event> {
  switch (command.type) {
    case 'Select':
      return select(command, state);
    case 'Initiate':
      return initiate(command, state);
    case 'Confirm':
      return confirm(command, state);
    case 'ChangeState':
      return changeState(command, state);
    case 'Cancel':
      return cancel(command, state);
    case 'Rate':
      return rate(command, state);
    case 'AskForHelp':
      return askForHelp(command, state);
    case 'GiveFeedback':
      return giveFeedback(command, state);
    case 'ReportPayment':
      return reportPayment(command, state);
    case 'ReportRefund':
      return reportRefund(command, state);
    case 'ReportSession':
      return reportSession(command, state);
    case 'ReportConnector':
      return reportConnector(command, state);
    case 'Elapse':
      return elapse(command, state);
    default:
      return command satisfies never;
  }
}
