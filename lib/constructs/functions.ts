import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Access, all } from './access.ts';
import type { Bundles } from './bundle.ts';
import { batchesOf } from './concurrency.ts';
import type { Deployments } from './deployments.ts';
import { HttpFunction, type Routes } from './http-function.ts';
import { PlatformFunction } from './platform-function.ts';
import type { PublicApi } from './public-api.ts';
import { QueuedFunction, type QueuedFunctionProps } from './queued-function.ts';

export interface FunctionsProps {
  readonly bundles: Bundles;
  readonly api: PublicApi;
  readonly deadLetters: PlatformFunction;
  /** What all of them use. */
  readonly uses: Access;
  readonly deployments?: Deployments;
}

type Limits = Pick<QueuedFunctionProps, 'timeout'>;

/** Functions in one line each: the file under functions/, how it is reached, what it uses. */
export class Functions {
  private readonly scope: Construct;
  private readonly props: FunctionsProps;

  constructor(scope: Construct, props: FunctionsProps) {
    this.scope = scope;
    this.props = props;
  }

  /** `receive` answers on routes. */
  routed(file: string, routes: Routes, uses: Access, limits: Limits = {}): HttpFunction {
    return new HttpFunction(this.scope, `${idOf(file)}Receive`, {
      ...this.props,
      source: `functions/${file}.ts#receive`,
      routes,
      uses: all(this.props.uses, uses),
      ...limits,
    });
  }

  /** `process` works off a queue. */
  queued(file: string, uses: Access, limits: Limits = {}): QueuedFunction {
    return new QueuedFunction(this.scope, `${idOf(file)}Process`, {
      ...this.props,
      source: `functions/${file}.ts#process`,
      uses: all(this.props.uses, uses),
      maxConcurrency: batchesOf(file),
      ...limits,
    });
  }

  /** `receive` answers on routes as soon as the queue has what `process` works off. */
  accepted(file: string, routes: Routes, uses: { readonly receive: Access; readonly process: Access }): QueuedFunction {
    const queued = this.queued(file, uses.process);
    this.routed(file, routes, all(uses.receive, queued.work.sendAs('QUEUE_URL')));
    return queued;
  }

  /** `invoke` is called by an operator, or by the clock. */
  invoked(file: string, uses: Access, limits: Limits = {}): PlatformFunction {
    return new PlatformFunction(this.scope, `${idOf(file)}Invoke`, {
      ...this.props,
      source: `functions/${file}.ts#invoke`,
      timeout: Duration.minutes(1),
      uses: all(this.props.uses, uses),
      ...limits,
    });
  }
}

const idOf = (file: string) =>
  file
    .split(/[-/]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
