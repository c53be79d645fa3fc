import * as z from 'zod';
import { kind, moot } from './kind.ts';

export const Api = kind({
  type: 'AWS::ApiGatewayV2::Api',
  properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: moot,
    DisableExecuteApiEndpoint: moot,
    IpAddressType: moot,
    Tags: moot,
  }),
  identity: (id, { url }) => ({ ref: id, attributes: { ApiId: id, ApiEndpoint: url } }),
});

export const Route = kind({
  type: 'AWS::ApiGatewayV2::Route',
  properties: z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string().startsWith('integrations/'),
    AuthorizationType: z.literal('NONE').optional(),
    OperationName: moot,
  }),
  identity: (id) => ({ ref: id, attributes: { RouteId: id } }),
});

export const Integration = kind({
  type: 'AWS::ApiGatewayV2::Integration',
  properties: z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
    IntegrationMethod: moot,
    TimeoutInMillis: moot,
    Description: moot,
  }),
  identity: (id) => ({ ref: id, attributes: { IntegrationId: id } }),
});

export const Stage = kind({
  type: 'AWS::ApiGatewayV2::Stage',
  properties: z.strictObject({
    ApiId: z.string(),
    StageName: z.literal('$default'),
    AutoDeploy: z.literal(true),
    AccessLogSettings: moot,
    /** Nobody is throttled on a laptop. */
    DefaultRouteSettings: moot,
    RouteSettings: moot,
    Description: moot,
    Tags: moot,
  }),
  identity: () => ({ ref: '$default', attributes: {} }),
});
