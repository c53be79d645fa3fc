import type { Change } from '../product.ts';

/** A way to build it wrong, that a simulation must see. */
export interface Design {
  readonly name: string;
  readonly change: Change;
}

const design = (name: string, file: string, instead: string, write: string): Design => ({
  name,
  change: { file, instead, write },
});

/** Faults that survived tests once, faults that were found, and those that everybody makes: each alone. */
export const designs: readonly Design[] = [
  // What a distributed store does not promise by itself.
  design(
    'histories are read as they were a moment ago',
    'lib/aws/order-store.ts',
    'ConsistentRead: true,\n      KeyConditionExpression',
    'KeyConditionExpression',
  ),
  design(
    'of a history only the first page is read',
    'lib/aws/order-store.ts',
    'return { entries: older === undefined ? entries : await history(key) };',
    'return { entries };',
  ),
  design(
    'keys that were not processed are taken for absent',
    'lib/aws/read-items.ts',
    'left = UnprocessedKeys?.[table]?.Keys ?? [];',
    'left = [];',
  ),
  design(
    'an entry is written over another one',
    'lib/aws/order-store.ts',
    "new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' })",
    'new PutItemCommand({ TableName: table, Item })',
  ),
  design(
    'events that the bus did not take are forgotten',
    'lib/aws/bus.ts',
    'if (FailedEntryCount) throw',
    'if (FailedEntryCount === -1) throw',
  ),
  design(
    'messages that the queue did not take are forgotten',
    'lib/aws/work-queue.ts',
    "messages.map((_, index) => failed.get(index) ?? 'taken')",
    "messages.map(() => 'taken')",
  ),
  design(
    'a timer of the past is set as it is',
    'lib/aws/timers.ts',
    'wished > Date.now() ? wished : Date.now() + SOON_MILLISECONDS',
    'wished',
  ),
  // Queues: at least once, and not for ever.
  design(
    'what failed is tried again without a pause',
    'lib/aws/retry.ts',
    'VisibilityTimeout: secondsUntilRetry(delivery.receiveCount)',
    'VisibilityTimeout: 0',
  ),
  design(
    'a message that failed is taken for done',
    'lib/aws/entry.ts',
    'batchItemFailures: failed.filter((id) => id !== undefined).map((itemIdentifier) => ({ itemIdentifier }))',
    'batchItemFailures: []',
  ),
  design(
    'what follows from a request is not waited for',
    'lib/aws/processes.ts',
    'noteGivenUp(body, delivery, facts);\n    await emitted;',
    'noteGivenUp(body, delivery, facts);\n    emitted.catch(() => undefined);',
  ),
  design(
    'what follows from a report is not waited for',
    'lib/aws/processes.ts',
    'const facts = changed(committed);\n    await emitted;',
    'const facts = changed(committed);\n    emitted.catch(() => undefined);',
  ),
  design(
    'effects are fired and forgotten',
    'lib/flow/out/emit.ts',
    '  await perform(committed, ports);\n',
    '  perform(committed, ports).catch(() => undefined);\n',
  ),
  design(
    'the queue is not waited for at the door',
    'lib/flow/door/receive.ts',
    'await ports.recent.once(',
    'void ports.recent.once(',
  ),
  design(
    'reports have another name each time they come',
    'lib/aws/processes.ts',
    'delivery: said.saidBy ?? id',
    'delivery: String(Math.random())',
  ),
  design(
    'who comes again is taken for somebody else',
    'lib/flow/order/commit.ts',
    'if (found.cause.delivery === cause.delivery)',
    'if (found.cause.delivery === cause.digest)',
  ),
  design(
    'nothing remembers what was done',
    'lib/flow/order/commit.ts',
    'const found = all.entries[index];',
    'const found = undefined as Entry | undefined;',
  ),
  design(
    'a refund is fired and forgotten',
    'functions/partners.ts',
    'await callPartner(call, { key, age: Date.now() - sentAt }, partners);',
    'await callPartner(call, { key, age: Date.now() - sentAt }, partners).catch(() => undefined);',
  ),
  design(
    'a receiver that is down has had its callback',
    'lib/flow/out/deliver.ts',
    'throw new NotDelivered(`the receiver',
    'if (answer.status < 0) throw new NotDelivered(`the receiver',
  ),
  // Answers.
  design(
    'a request is given up without a look at its history',
    'lib/flow/order/commit.ts',
    'if (known !== undefined) {',
    'if (known !== undefined && !change.isLastTry) {',
  ),
  design(
    'callbacks have the time of their writing',
    'lib/flow/out/reply.ts',
    'timestamp: instant(asOf) }, self);\n\n/** Whether',
    'timestamp: instant(self.now()) }, self);\n\n/** Whether',
  ),
  // Holds.
  design(
    'bookings of others are not in the way',
    'lib/flow/order/holding.ts',
    'booking.order !== reference && booking.until > at && overlaps(booking, span)',
    'false',
  ),
  design(
    'nothing is released',
    'lib/flow/out/emit.ts',
    'return ports.calendars.release(resource, { order: nameOf(key), round, ...span, ...(alone && { alone }) });',
    'return resource.length + round + span.start + Number(alone) > 0 ? undefined : undefined;',
  ),
  // Money.
  design(
    'all of a payment goes back, whatever was charged',
    'lib/domain/parts/purse.ts',
    'amount: paid - charged, done: false',
    'amount: paid, done: false',
  ),
  design(
    'the payment provider is not asked at the deadline',
    'lib/domain/ev-charging/deadlines.ts',
    "if (status !== 'paid') return events(lapsed);",
    'if (Number.isFinite(due.end)) return events(lapsed);',
  ),
  // Sessions and deadlines.
  design(
    'nobody waits for an arrival',
    'lib/domain/ev-charging/follows.ts',
    "isOrder(after) ? [timer('arrival', startBy), timer('window-end', after.terms.span.end)] : [],",
    '[],',
  ),
  design('nobody waits for a payment', 'lib/domain/ev-charging/follows.ts', "    timer('payment', payment.end),\n", ''),
  design(
    'nobody waits for a confirmation',
    'lib/domain/ev-charging/follows.ts',
    "[publish(type), timer('confirmation', confirmUntil)]",
    '[publish(type)]',
  ),
  design('nothing is said on the bus', 'lib/flow/out/emit.ts', 'if (said.length > 0)', 'if (said.length > 99)'),
  design(
    'no refund is asked for',
    'lib/domain/parts/purse.ts',
    'purse.settled?.refund === undefined ||',
    'purse.settled?.refund !== undefined ||',
  ),
  design(
    'who confirms has paid',
    'lib/domain/parts/purse.ts',
    "      status === 'paid'\n        ? then()",
    '      status !== undefined\n        ? then()',
  ),
  design(
    'old pages are forgotten',
    'lib/domain/parts/purse.ts',
    'const link = links.find((one) => one.end === end && !isStray(strays, one.paymentId));',
    'const link = links.find(() => false);',
  ),
  design(
    'a limit stops nothing',
    'lib/domain/ev-charging/follows.ts',
    'ChargingLimitReached: (_, before, after) => [...stop(before), ...askAgain(after)],',
    'ChargingLimitReached: () => [],',
  ),
  design(
    'a session that nobody wants is left alone',
    'lib/domain/ev-charging/unwanted.ts',
    "return isDue ? [{ type: 'SessionUnwanted', sessionId, at }] : [];",
    "return isDue && at < 0 ? [{ type: 'SessionUnwanted', sessionId, at }] : [];",
  ),
];
