import { notifies } from '../../lib/aws/notifies.ts';
import { chargePoints } from '../../lib/aws/ports.ts';

/** Stops the charge point when a limit is reached; once its last reading has settled the order, tells the buyer the bill. */
export const process = notifies(async (event, { tell, orderThen, type }) => {
  if (type === 'ChargingEnded') return tell(event, 'on_update');
  const session = (await orderThen(event)).session();
  if (session !== undefined) await chargePoints().stop(session);
});
