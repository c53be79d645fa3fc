/** Default quotas of an account, as the AWS documents had them at the date. Most can be raised on request: check yours. */
export const quotas = {
  date: '2026-11',
  'us-east-1': {
    gatewayRequestsPerSecond: 10_000,
    concurrentRuns: 1000,
    putEventsPerSecond: 10_000,
    eventInvocationsPerSecond: 18_750,
    createSchedulesPerSecond: 5000,
    scheduleInvocationsPerSecond: 1000,
    schedules: 10_000_000,
    secretReadsPerSecond: 10_000,
  },
  'ap-south-1': {
    gatewayRequestsPerSecond: 10_000,
    concurrentRuns: 1000,
    putEventsPerSecond: 600,
    eventInvocationsPerSecond: 1100,
    createSchedulesPerSecond: 5000,
    scheduleInvocationsPerSecond: 1000,
    schedules: 10_000_000,
    secretReadsPerSecond: 10_000,
  },
  everywhere: {
    /** A function gains so many environments every ten seconds, until the account's are used up. */
    environmentsInTenSeconds: 1000,
    messagesInFlightOfQueue: 120_000,
    /** What a new table on demand takes at once, before it has grown. */
    writeUnitsOfNewTable: 4000,
    readUnitsOfNewTable: 12_000,
    writeUnitsOfTable: 40_000,
    readUnitsOfTable: 40_000,
    /** What lies under one key is in one partition. */
    writeUnitsOfPartition: 1000,
    messagesOfBatch: 10,
  },
} as const;
