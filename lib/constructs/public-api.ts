import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { alarmAbove } from './alarm.ts';

export interface PublicApiProps {
  readonly requestsPerSecond: number;
  readonly domainName?: string;
  readonly certificateArn?: string;
  readonly emulator?: string;
}

/** The one door for HTTP, and where the world finds it. */
export class PublicApi extends Construct {
  readonly http: HttpApi;
  /** Without a slash at its end. */
  readonly url: string;
  readonly serverErrors: Alarm;

  constructor(scope: Construct, id: string, { requestsPerSecond, emulator, ...domain }: PublicApiProps) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { createDefaultStage: false });
    this.url = emulator ?? (domain.domainName === undefined ? this.http.apiEndpoint : `https://${domain.domainName}`);
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
    this.serverErrors = alarmAbove(
      this,
      'ServerErrorsAlarm',
      stage.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      0,
      'A caller got a 5xx: its request was not accepted, and it has to send it again.',
    );
  }

  private mapping({ domainName, certificateArn }: Pick<PublicApiProps, 'domainName' | 'certificateArn'>) {
    if (domainName === undefined || certificateArn === undefined) return undefined;
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    const domain = new DomainName(this, 'Domain', { domainName, certificate });
    new CfnOutput(Stack.of(this), 'DomainTarget', { value: domain.regionalDomainName });
    return { domainName: domain };
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
