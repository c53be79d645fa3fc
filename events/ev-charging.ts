import { contract } from './order-event.ts';

const source = 'beckn-energy.ev-charging';

/** What charging orders say on the bus. */
export const evCharging = {
  PaymentCompleted: contract(source, 'PaymentCompleted', 'notify-status'),
  PaymentDeclined: contract(source, 'PaymentDeclined', 'notify-status'),
  ConnectorPlugged: contract(source, 'ConnectorPlugged', 'notify-status'),
  ChargingStarted: contract(source, 'ChargingStarted', 'notify-status'),
  ChargingProgressed: contract(source, 'ChargingProgressed', 'notify-status'),
  ChargingRequestLapsed: contract(source, 'ChargingRequestLapsed', 'notify-status'),
  RefundCompleted: contract(source, 'RefundCompleted', 'notify-status'),
  ChargerFaulted: contract(source, 'ChargerFaulted', 'notify-error'),
  OrderCancelled: contract(source, 'OrderCancelled', 'notify-error'),
  ChargingEnded: contract(source, 'ChargingEnded', 'notify-stop-charging'),
} as const;
