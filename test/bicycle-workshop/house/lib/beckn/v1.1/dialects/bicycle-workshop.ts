import { type Dialect, unheard } from './dialect.ts';

export const bicycleWorkshop: Dialect<'bicycle-workshop'> = {
  network: 'service',
  wanted: () => ({}),
  told: (_target, { fulfillments: [visit] }) =>
    visit?.state === 'collected'
      ? { type: 'Collect' }
      : unheard('update-impossible', 'the state collected was expected'),
  fulfillment: ({ stage }) => ({ state: stage === undefined ? undefined : { code: `bicycle-${stage}` }, tags: [] }),
  termState: (stage) => `bicycle-${stage}`,
  tells: { PaymentCompleted: 'on_status', RefundCompleted: 'on_status', VisitCancelled: 'on_cancel' },
};
