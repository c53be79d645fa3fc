import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { stageOf } from '../../lib/stacks/stage.ts';
import { production, synthesized } from './synthesized.ts';

const read = (context: Readonly<Record<string, string>>) => stageOf(new App({ context }).node);

describe('stages', () => {
  it('is the sandbox when nothing is said', () => {
    expect(read({})).toMatchObject({
      name: 'sandbox',
      subscriberId: 'bpp.beckn-energy.local',
      keyId: 'k1',
      aliases: ['example-bpp.com', 'chargezone-energy-bpp.com', 'energy-incentive-bpp.example.com'],
    });
  });

  it('asks for everything that production needs, by name', () => {
    for (const name of ['subscriberId', 'registryUrl', 'paymentProviderUrl', 'chargePointOperatorUrl'])
      expect(() => read({ stage: 'production' })).toThrow(`-c ${name}=`);
  });

  it('takes no partner without HTTPS', () => {
    expect(() => read({ ...production, registryUrl: 'http://registry.example.org' })).toThrow('-c registryUrl=');
  });

  it('trusts those to collect payments that it names, and nobody else', () => {
    expect(read({}).collectors).toEqual([]);
    expect(read({ collectors: 'one.example.org,other.example.org' }).collectors).toEqual([
      'one.example.org',
      'other.example.org',
    ]);
  });

  it('refuses a stage that it does not know', () => {
    expect(() => read({ stage: 'staging' })).toThrow('-c stage=');
  });

  it('takes a domain name only with its certificate', () => {
    expect(() => read({ domainName: 'bpp.example.org' })).toThrow('-c certificateArn=');
  });
});

describe('production', () => {
  const { resources, all } = synthesized(production);

  it('has nothing of the sandbox, and no clock that could be moved', () => {
    expect(JSON.stringify(resources)).not.toMatch(
      /sandbox|simulator|beckn-energy\.local|BUYER_TABLE|CLOCK_TABLE|\/clock|\/bap|\/pay\/|registry\/lookup/i,
    );
  });

  it('calls nobody on its own machine', () => {
    for (const { Properties } of all('AWS::Lambda::Function'))
      expect(Properties.Environment).toMatchObject({ Variables: { LOOPBACK: 'refused' } });
  });

  it('cannot be told that it lives in an emulator', () => {
    expect(() => read({ ...production, emulator: 'http://127.0.0.1:4566' })).toThrow('-c emulator=');
  });

  it('gives new versions a part of the work first, and takes it back when an alarm goes off', () => {
    const aliases = all('AWS::Lambda::Alias');
    const groups = all('AWS::CodeDeploy::DeploymentGroup');
    expect(aliases).toHaveLength(all('AWS::Lambda::Function').length);
    expect(groups).toHaveLength(aliases.length);
    for (const { UpdatePolicy } of aliases)
      expect(UpdatePolicy).toMatchObject({ CodeDeployLambdaAliasUpdate: { DeploymentGroupName: expect.anything() } });
    for (const { Properties } of groups)
      expect(Properties).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
        },
        AlarmConfiguration: { Enabled: true, Alarms: [expect.anything()] },
      });
  });

  it('can be told to deploy a repair at once', () => {
    expect(synthesized({ ...production, gradual: 'false' }).all('AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
  });

  it('judges a new version by what it does itself', () => {
    const alarms = all('AWS::CloudWatch::Alarm').filter(({ id }) => id.includes('DeploymentAlarm'));
    expect(alarms).toHaveLength(all('AWS::Lambda::Function').length);
    for (const { Properties } of alarms) {
      const versions = [
        ...JSON.stringify(Properties.Metrics).matchAll(
          /"Name":"(ExecutedVersion|version)","Value":\{"Fn::GetAtt":\["\w+CurrentVersion\w+","Version"\]/g,
        ),
      ];
      expect(versions.map(([, name]) => name).sort()).toEqual(['ExecutedVersion', 'version']);
    }
  });

  it('calls what is live, never what was deployed last', () => {
    const live = new Set(all('AWS::Lambda::Alias').map(({ id }) => id));
    for (const { Properties } of all('AWS::ApiGatewayV2::Integration'))
      expect(live).toContain(Object(Properties.IntegrationUri).Ref);
    for (const { Properties } of all('AWS::Lambda::EventSourceMapping'))
      expect(JSON.stringify(Properties.FunctionName)).toMatch(/:live"|Live/);
  });

  it('has no bucket', () => {
    expect(all('AWS::S3::Bucket')).toEqual([]);
  });

  it('asks its own partners', () => {
    const environments = all('AWS::Lambda::Function').map(({ Properties }) => JSON.stringify(Properties.Environment));
    for (const url of [production.registryUrl, production.paymentProviderUrl, production.chargePointOperatorUrl])
      expect(environments.some((environment) => environment.includes(url))).toBe(true);
  });

  it('keeps tables, secrets and parked messages when its stacks go', () => {
    const kept = [...all('AWS::DynamoDB::Table'), ...all('AWS::SecretsManager::Secret')];
    for (const { DeletionPolicy } of kept) expect(DeletionPolicy).toBe('Retain');
    for (const { Properties } of all('AWS::DynamoDB::Table')) expect(Properties.DeletionProtectionEnabled).toBe(true);
    const [parked] = all('AWS::SQS::Queue').filter(({ id }) => id.startsWith('Parked'));
    expect(parked?.DeletionPolicy).toBe('Retain');
  });

  it('keeps its logs when its stacks go, for as long as they are kept anyway', () => {
    const logs = all('AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThan(all('AWS::Lambda::Function').length);
    for (const { DeletionPolicy, Properties } of logs)
      expect([DeletionPolicy, Properties.RetentionInDays]).toEqual(['Retain', 90]);
    for (const { DeletionPolicy } of synthesized().all('AWS::Logs::LogGroup')) expect(DeletionPolicy).toBe('Delete');
  });

  it('tells of its alarms where somebody listens', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
    const alarms = synthesized({ ...production, alarmTopicArn }).all('AWS::CloudWatch::Alarm');
    for (const { id, Properties } of alarms)
      expect(Properties.AlarmActions).toEqual(id.includes('DeploymentAlarm') ? undefined : [alarmTopicArn]);
  });

  it('is found under its own name where it has one', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1';
    const named = synthesized({ ...production, domainName: 'bpp.example.org', certificateArn });
    expect(named.all('AWS::ApiGatewayV2::DomainName')).toHaveLength(1);
    for (const { Properties } of named.all('AWS::Lambda::Function'))
      expect(Properties.Environment).toMatchObject({ Variables: { PUBLIC_URL: 'https://bpp.example.org' } });
  });
});
