import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleFunctions } from '../../constructs/bundle.ts';
import { buildPlatform } from '../../stacks/platform.ts';
import { stageOf } from '../../stacks/stage.ts';
import { breakageOf } from './breakages.ts';
import { adaptToEmulator } from './emulated.ts';
import { CONTEXT } from './settings.ts';

/** The platform as bin/app.ts makes it, but for what an emulator does otherwise than AWS and for what is broken on purpose. */
const app = new App({ analyticsReporting: false });
const stage = stageOf(app.node, Object.values(CONTEXT));
const breakage = breakageOf(app.node);
buildPlatform(app, stage, await bundleFunctions(join(app.outdir, 'bundles'), breakage.instead));
if (app.node.tryGetContext('emulator') !== undefined) adaptToEmulator(app);
breakage.apply(app);
app.synth();
