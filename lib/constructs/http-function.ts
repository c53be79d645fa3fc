import { Validations } from 'aws-cdk-lib';
import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { PlatformFunction, type PlatformFunctionProps } from './platform-function.ts';
import type { PublicApi } from './public-api.ts';

/** Methods by path. */
export type Routes = Readonly<Record<string, readonly (keyof typeof HttpMethod)[]>>;

export interface HttpFunctionProps extends PlatformFunctionProps {
  readonly api: PublicApi;
  readonly routes: Routes;
}

/** A function and the routes that lead to it. */
export class HttpFunction extends PlatformFunction {
  constructor(scope: Construct, id: string, { api, routes, ...props }: HttpFunctionProps) {
    super(scope, id, props);
    const integration = new HttpLambdaIntegration('Integration', this.live);
    for (const [path, methods] of Object.entries(routes))
      for (const method of methods)
        new HttpRoute(this, `${method}${path.replaceAll('/', '-')}`, {
          httpApi: api.http,
          routeKey: HttpRouteKey.with(path, HttpMethod[method]),
          integration,
        });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Callers are known by a signature, a secret or an unguessable link, and the function checks it itself.',
    });
  }
}
