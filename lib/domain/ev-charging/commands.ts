import type { ChargePointReport, ToldCharging, WantedCharging } from '../../language/charging.ts';
import type { BuyerCommand, CareCommand, ReportedCommand, StaffCommand, Told } from '../commands.ts';

/** All that a charging order may be told. */
export type Command =
  | BuyerCommand<WantedCharging>
  | CareCommand
  | ReportedCommand
  | StaffCommand
  | (Told & ToldCharging)
  | (Told & ChargePointReport);

export type CommandOf<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

/** What somebody only tells: where it means nothing, it passes by. */
export const reported = [
  'ReportPayment',
  'ReportRefund',
  'ReportConnector',
  'ReportSession',
  'Elapse',
  'GiveFeedback',
] as const satisfies readonly Command['type'][];
