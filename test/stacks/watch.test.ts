import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics, NAMESPACE, serviceOf } from '../../lib/aws/metric-names.ts';
import { times } from '../../lib/domain/ev-charging/policy.ts';
import { production, type Resource, synthesized } from './synthesized.ts';

const runbook = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
const rows = [...runbook.matchAll(/^\| `(\w+Alarm)` \|/gm)].map(([, name]) => name);
const sandbox = synthesized();
const deployed = synthesized(production);

describe('the table of alarms', () => {
  const alarms = [...sandbox.all('AWS::CloudWatch::Alarm'), ...deployed.all('AWS::CloudWatch::Alarm')];

  it('has a row for every alarm, which names it', () => {
    for (const { id, Properties } of alarms) {
      const row = rows.find((name) => id.replace(/[0-9A-F]{8}$/, '').endsWith(String(name)));
      expect(row, id).toBeDefined();
      expect(Properties.AlarmDescription).toMatch(
        new RegExp(`^\\w.{30,} What to do: docs/operations\\.md, "Watch", ${row}\\.$`),
      );
    }
  });

  it('has no row for an alarm that does not exist, and none twice', () => {
    for (const name of rows) expect(alarms.some(({ id }) => id.includes(String(name)))).toBe(true);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('stands under the heading that alarms name', () => {
    const [, watch = ''] = runbook.split(/^## Watch$/m);
    for (const name of rows) expect(watch.split(/^## /m)[0]).toContain(`| \`${name}\` |`);
  });
});

describe('the alarm of money that is held', () => {
  it('leaves an order as much time as it has, and some minutes for its timer', () => {
    const alarm = deployed.all('AWS::CloudWatch::Alarm').find(({ id }) => id.includes('MoneyHeldAlarm'));
    expect(alarm?.Properties).toMatchObject({ MetricName: 'TimeInState', Statistic: 'Maximum' });
    expect(alarm?.Properties.Threshold).toBeGreaterThan(times.confirmation + 2 * 60_000);
    expect(alarm?.Properties.Threshold).toBeLessThan(2 * times.confirmation);
  });
});

describe.each([
  ['sandbox', sandbox],
  ['production', deployed],
])('the dashboard of %s', (stage, { all }) => {
  const [dashboard, ...others] = all('AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);

  it('is one', () => {
    expect(dashboard).toBeDefined();
    expect(others).toEqual([]);
  });

  it('shows what functions measure, all of it and nothing else', () => {
    const text = body.replaceAll('\\', '');
    const drawn = [...text.matchAll(new RegExp(`\\["${NAMESPACE}","(\\w+)","service","([\\w-]+)"`, 'g'))];
    const searched = [
      ...text.matchAll(new RegExp(`\\{${NAMESPACE},([\\w,]+)\\} MetricName="(\\w+)" service="([\\w-]+)"`, 'g')),
    ];
    const shown = new Set([...drawn.map(([, name]) => name), ...searched.map(([, , name]) => name)]);
    expect([...shown].sort()).toEqual(Object.keys(metrics).sort());
    for (const [, , service] of drawn) expect(service).toBe(serviceOf(stage));
    for (const [, schema, name, service] of searched) {
      const { by } = Object(metrics)[String(name)];
      expect(schema).toBe(['service', ...by].join());
      expect(service).toBe(serviceOf(stage));
    }
  });

  it('has every function and every queue of the provider', () => {
    const ours = (type: string) => all(type).filter(({ stack }) => !stack.endsWith('-network'));
    for (const { id } of [...ours('AWS::Lambda::Function'), ...ours('AWS::SQS::Queue')]) expect(body).toContain(id);
  });
});

describe('saved queries', () => {
  const saved = deployed.all('AWS::Logs::QueryDefinition');
  const groupsOf = ({ Properties }: Resource) => [Properties.LogGroupNames].flat();

  it('ask as many log groups as one query may have, and at least one', () => {
    expect(saved.length).toBe(4);
    for (const query of saved) {
      expect(groupsOf(query).length).toBeGreaterThan(0);
      expect(groupsOf(query).length).toBeLessThanOrEqual(50);
    }
  });
});
