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

  it('refuses a stage that it does not know', () => {
    expect(() => read({ stage: 'staging' })).toThrow('-c stage=');
  });

  it('takes a domain name only with its certificate', () => {
    expect(() => read({ domainName: 'bpp.example.org' })).toThrow('-c certificateArn=');
  });
});

describe('production', () => {
  const { resources, all } = synthesized(production);

  it('has nothing of the sandbox', () => {
    expect(JSON.stringify(resources)).not.toMatch(
      /sandbox|simulator|beckn-energy\.local|BUYER_TABLE|\/bap|\/pay\/|registry\/lookup/i,
    );
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

  it('tells of its alarms where somebody listens', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
    const alarms = synthesized({ ...production, alarmTopicArn }).all('AWS::CloudWatch::Alarm');
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toEqual([alarmTopicArn]);
  });

  it('is found under its own name where it has one', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1';
    const named = synthesized({ ...production, domainName: 'bpp.example.org', certificateArn });
    expect(named.all('AWS::ApiGatewayV2::DomainName')).toHaveLength(1);
    for (const { Properties } of named.all('AWS::Lambda::Function'))
      expect(Properties.Environment).toMatchObject({ Variables: { PUBLIC_URL: 'https://bpp.example.org' } });
  });
});
