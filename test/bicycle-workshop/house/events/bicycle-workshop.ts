import { contract } from './order-event.ts';

const source = 'beckn-energy.bicycle-workshop';

export const bicycleWorkshop = {
  PaymentCompleted: contract(source, 'PaymentCompleted', 'notify-status'),
  RefundCompleted: contract(source, 'RefundCompleted', 'notify-status'),
  VisitCancelled: contract(source, 'VisitCancelled', 'notify-error'),
} as const;
