import { describe, expect, it } from 'vitest';
import { absent, resolve, type Scope } from '../../lib/local/template/intrinsics.ts';

const known: Record<string, unknown> = { Queue: 'http://q', 'AWS::Region': 'eu-west-1', 'AWS::NoValue': absent };
const scope: Scope = {
  ref(name) {
    if (Object.hasOwn(known, name)) return known[name];
    throw new Error(`unknown ${name}`);
  },
  attribute: (resource, name) => `${resource}/${name}`,
  exported: (name) => `exported ${name}`,
};

describe('intrinsic functions', () => {
  it.each([
    ['Ref', { Ref: 'Queue' }, 'http://q'],
    ['Fn::GetAtt of a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt of text', { 'Fn::GetAtt': 'Queue.Nested.Arn' }, 'Queue/Nested.Arn'],
    ['Fn::Join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Region' }, 5]] }, 'arn:eu-west-1:5'],
    ['Fn::Sub', { 'Fn::Sub': 'a-${AWS::Region}-${Queue.Arn}-${!Literal}' }, 'a-eu-west-1-Queue/Arn-${Literal}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${It}${Queue}', { It: { Ref: 'AWS::Region' } }] }, 'eu-west-1http://q'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Join': [':', ['stack', 'Name']] } }, 'exported stack:Name'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['A', 'B'] }] }] }, 'B'],
  ])('resolve %s', (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it('resolve deep within objects and lists', () => {
    expect(resolve({ a: [{ b: { Ref: 'Queue' } }], c: null }, scope)).toEqual({ a: [{ b: 'http://q' }], c: null });
  });

  it('leave out what has no value', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, scope)).toEqual({ b: [1] });
  });

  it('are refused when they are unknown', () => {
    expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/8', 1] }, scope)).toThrow('Fn::Cidr');
  });

  it('are refused when their arguments make no sense', () => {
    expect(() => resolve({ 'Fn::Join': [',', 'text'] }, scope)).toThrow('expected a list');
    expect(() => resolve({ 'Fn::Select': [7, ['a']] }, scope)).toThrow('no element 7');
    expect(() => resolve({ 'Fn::Join': [',', [{ a: 1 }]] }, scope)).toThrow('expected text');
  });
});
