import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from '../lib/constructs/bundle.ts';
import { buildPlatform } from '../lib/stacks/platform.ts';
import { stageOf } from '../lib/stacks/stage.ts';

const app = new App({ analyticsReporting: false });
const stage = stageOf(app.node);
// A network on a laptop starts in half the time; the sandbox stage is made of the same and is checked.
if (stage.name === 'local') app.node.setContext('@aws-cdk/core:validateAgainstDefaultRules', false);
else Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
buildPlatform(app, stage, await bundleFunctions(join(app.outdir, 'bundles')));
app.synth();
