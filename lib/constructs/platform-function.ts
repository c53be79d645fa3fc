import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Access, allow } from './access.ts';
import type { Bundles, Source } from './bundle.ts';
import type { Deployments } from './deployments.ts';

export interface PlatformFunctionProps {
  readonly source: Source;
  readonly bundles: Bundles;
  readonly uses: Access;
  /** How a new version takes over; all at once if nothing is said. */
  readonly deployments?: Deployments;
  readonly timeout?: Duration;
  readonly memorySize?: number;
}

/** A function with its own bundle, role and log, and with nothing but what it uses. */
export class PlatformFunction extends Construct {
  readonly source: Source;
  /** What is called: the version that is in use. */
  readonly live: Alias;
  readonly logGroup: LogGroup;
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps) {
    super(scope, id);
    this.source = props.source;
    this.timeout = props.timeout ?? Duration.seconds(10);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: props.source,
      code: codeOf(props),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: this.timeout,
      role: this.role,
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
    });
    const version = this.function.currentVersion;
    this.live = new Alias(this, 'Live', { aliasName: 'live', version });
    props.deployments?.add(this, this.live, version);
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray knows no resources; a test holds every other statement to named ones.',
    });
    this.use(props.uses);
    this.use({ statements: [allow(this.logGroup.logGroupArn, 'logs:CreateLogStream', 'logs:PutLogEvents')] });
  }

  /** For what can only be made after the function, as the queue that it works off. */
  use({ environment = {}, statements = [], exceptions = [] }: Access) {
    for (const [name, value] of Object.entries(environment)) this.function.addEnvironment(name, value);
    for (const statement of statements) this.role.addToPolicy(statement);
    Validations.of(this.role).acknowledge(...exceptions);
  }
}

function codeOf({ source, bundles }: PlatformFunctionProps): Code {
  const bundle = bundles.get(source);
  if (bundle === undefined) throw new Error(`${source}: there is no such file, or it does not export that handler`);
  return Code.fromAsset(bundle.folder);
}
