/** List prices in US dollars, without any free tier, as they were known at the date: check them before you rely on them. */
export const prices = {
  date: '2026-11',
  regions: ['us-east-1', 'ap-south-1'],
  meters: {
    httpRequests: {
      service: 'API Gateway',
      unit: 'million requests to an HTTP API',
      per: 1e6,
      'us-east-1': 1,
      'ap-south-1': 1.05,
    },
    runs: { service: 'Lambda', unit: 'million requests', per: 1e6, 'us-east-1': 0.2, 'ap-south-1': 0.2 },
    gigabyteSeconds: {
      service: 'Lambda',
      unit: 'million GB-seconds on arm64',
      per: 1e6,
      'us-east-1': 13.3334,
      'ap-south-1': 13.3334,
    },
    queueRequests: {
      service: 'SQS',
      unit: 'million requests of up to 64 KB to standard queues',
      per: 1e6,
      'us-east-1': 0.4,
      'ap-south-1': 0.4,
    },
    readUnits: {
      service: 'DynamoDB',
      unit: 'million read request units on demand',
      per: 1e6,
      'us-east-1': 0.125,
      'ap-south-1': 0.1425,
    },
    writeUnits: {
      service: 'DynamoDB',
      unit: 'million write request units on demand',
      per: 1e6,
      'us-east-1': 0.625,
      'ap-south-1': 0.7115,
    },
    tableGigabyteMonths: { service: 'DynamoDB', unit: 'GB-month', per: 1, 'us-east-1': 0.25, 'ap-south-1': 0.285 },
    recoverableGigabyteMonths: {
      service: 'DynamoDB',
      unit: 'GB-month with point-in-time recovery',
      per: 1,
      'us-east-1': 0.2,
      'ap-south-1': 0.228,
    },
    events: { service: 'EventBridge', unit: 'million custom events', per: 1e6, 'us-east-1': 1, 'ap-south-1': 1 },
    schedules: { service: 'Scheduler', unit: 'million invocations', per: 1e6, 'us-east-1': 1, 'ap-south-1': 1 },
    logGigabytes: { service: 'CloudWatch', unit: 'GB of logs taken in', per: 1, 'us-east-1': 0.5, 'ap-south-1': 0.67 },
    logGigabyteMonths: {
      service: 'CloudWatch',
      unit: 'GB-month of logs kept, compressed',
      per: 1,
      'us-east-1': 0.03,
      'ap-south-1': 0.03,
    },
    traces: { service: 'X-Ray', unit: 'million traces recorded', per: 1e6, 'us-east-1': 5, 'ap-south-1': 5 },
    gigabytesOut: {
      service: 'Data transfer',
      unit: 'GB to the internet',
      per: 1,
      'us-east-1': 0.09,
      'ap-south-1': 0.1093,
    },
    alarmMetricMonths: {
      service: 'CloudWatch',
      unit: 'metric of an alarm a month',
      per: 1,
      'us-east-1': 0.1,
      'ap-south-1': 0.1,
    },
    compositeAlarmMonths: {
      service: 'CloudWatch',
      unit: 'composite alarm a month',
      per: 1,
      'us-east-1': 0.5,
      'ap-south-1': 0.5,
    },
    metricMonths: {
      service: 'CloudWatch',
      unit: 'custom metric a month',
      per: 1,
      'us-east-1': 0.3,
      'ap-south-1': 0.3,
    },
    dashboardMonths: { service: 'CloudWatch', unit: 'dashboard a month', per: 1, 'us-east-1': 3, 'ap-south-1': 3 },
    secretMonths: { service: 'Secrets Manager', unit: 'secret a month', per: 1, 'us-east-1': 0.4, 'ap-south-1': 0.4 },
    secretReads: {
      service: 'Secrets Manager',
      unit: 'ten thousand requests',
      per: 1e4,
      'us-east-1': 0.05,
      'ap-south-1': 0.05,
    },
    keyMonths: { service: 'KMS', unit: 'key a month', per: 1, 'us-east-1': 1, 'ap-south-1': 1 },
  },
  sources: [
    'Amazon API Gateway pricing',
    'AWS Lambda pricing',
    'Amazon SQS pricing',
    'Amazon DynamoDB pricing',
    'Amazon EventBridge pricing',
    'Amazon CloudWatch pricing',
    'AWS X-Ray pricing',
    'Amazon EC2 on-demand pricing, data transfer',
    'AWS Secrets Manager pricing',
    'AWS KMS pricing',
  ],
} as const;

export type Region = (typeof prices.regions)[number];
export type Meter = keyof typeof prices.meters;

/** How much was used of what is paid for. */
export type Usage = Readonly<Partial<Record<Meter, number>>>;

const meters = Object.keys(prices.meters) as readonly Meter[]; // Object.keys forgets the key type

export const services: readonly string[] = [...new Set(meters.map((meter) => prices.meters[meter].service))];

export const costOf = (usage: Usage, region: Region, service?: string): number =>
  meters
    .filter((meter) => service === undefined || prices.meters[meter].service === service)
    .reduce(
      (total, meter) => total + ((usage[meter] ?? 0) * prices.meters[meter][region]) / prices.meters[meter].per,
      0,
    );

export const added = (usages: readonly Usage[]): Usage =>
  Object.fromEntries(meters.map((meter) => [meter, usages.reduce((total, usage) => total + (usage[meter] ?? 0), 0)]));

export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(meters.map((meter) => [meter, (usage[meter] ?? 0) * factor]));
