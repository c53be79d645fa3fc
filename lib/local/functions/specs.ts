import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaFunction } from '../template/kinds/functions.ts';
import type { Plan } from '../template/plan.ts';
import type { FunctionSpec } from './function-spec.ts';

/** The functions of the templates, with the environment that Lambda and the template give them. */
export function functionsOf(plan: Plan, services: Readonly<Record<string, string>>): readonly FunctionSpec[] {
  return plan.all(LambdaFunction).map(({ id, name, arn, stack, properties }) => {
    const folder = stack.assets.get(properties.Code.S3Key);
    if (folder === undefined) throw new Error(`${stack.name}/${id}: no asset ${properties.Code.S3Key}`);
    const [module = '', entry = ''] = properties.Handler.split('.');
    const file = [`${module}.js`, `${module}.cjs`].map((candidate) => join(folder, candidate)).find(existsSync);
    if (file === undefined) throw new Error(`${stack.name}/${id}: no CommonJS bundle ${module}.js in ${folder}`);
    return {
      name,
      arn,
      file,
      entry,
      memoryMegabytes: properties.MemorySize,
      timeoutMs: properties.Timeout * 1000,
      environment: {
        ...services,
        // On the wire every request says so whose it is.
        AWS_ACCESS_KEY_ID: name,
        AWS_REGION: stack.region,
        AWS_DEFAULT_REGION: stack.region,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
        ...properties.Environment?.Variables,
      },
    };
  });
}
