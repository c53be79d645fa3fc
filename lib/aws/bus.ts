import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Bus } from '../flow/ports/bus.ts';
import { eventBridge } from './clients.ts';

export const eventBus = (name: string): Bus => ({
  async publish(events) {
    const { FailedEntryCount } = await eventBridge().send(
      new PutEventsCommand({
        Entries: events.map(({ source, detailType, detail }) => ({
          EventBusName: name,
          Source: source,
          DetailType: detailType,
          Detail: JSON.stringify(detail),
        })),
      }),
    );
    if (FailedEntryCount) throw new Error(`the bus did not take ${FailedEntryCount} of ${events.length} events`);
  },
});
