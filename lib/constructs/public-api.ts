import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmAbove } from './alarm.ts';

export interface PublicApiProps {
  readonly requestsPerSecond: number;
  readonly domainName?: string;
  readonly certificateArn?: string;
}

/** The one door for HTTP, and where the world finds it. */
export class PublicApi extends Construct {
  readonly http: HttpApi;
  /** Without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { requestsPerSecond, ...domain }: PublicApiProps) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { createDefaultStage: false });
    this.url = domain.domainName === undefined ? this.http.apiEndpoint : `https://${domain.domainName}`;
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: 2 * requestsPerSecond },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS_LOG_FORMAT },
      domainMapping: this.mapping(domain),
    });
    alarmAbove(
      this,
      'ServerErrorsAlarm',
      stage.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      0,
    );
  }

  private mapping({ domainName, certificateArn }: Omit<PublicApiProps, 'requestsPerSecond'>) {
    if (domainName === undefined || certificateArn === undefined) return undefined;
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    return { domainName: new DomainName(this, 'Domain', { domainName, certificate }) };
  }
}

/** The route and not the path: paths of pages are secrets. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    responseLength: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);
