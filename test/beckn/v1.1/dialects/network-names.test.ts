import { expect, it } from 'vitest';
import { names, networkName } from '../../../../lib/beckn/v1.1/dialects/network-names.ts';

it.each([
  ['dent:0.1.0', 'ev-charging'],
  ['dent:ev-charging:0.1.0', 'ev-charging'],
  ['charging', 'ev-charging'],
  ['ev-charging:uei', 'ev-charging'],
  ['DENT:0.2.0', 'ev-charging'],
  ['service', 'service'],
  ['solar-rooftop:uei', 'service'],
  ['flexibility', 'demand-flexibility'],
  ['deg:flexibility', 'demand-flexibility'],
  ['deg', 'demand-flexibility'],
])('knows %s as %s', (wire, name) => {
  expect(networkName(wire)).toBe(name);
  expect(networkName(name)).toBe(name);
});

it.each(['', ':', 'retail', 'constructor', 'nic2004:52110'])('refuses "%s"', (wire) => {
  expect(() => networkName(wire)).toThrow(expect.objectContaining({ code: '30000', path: 'context.domain' }));
});

it.each([
  [undefined, true],
  ['', true],
  ['dent:0.1.0', true],
  ['DENT:0.2.0', true],
  ['ev-charging', true],
  ['beckn.one:deg:ev-charging', true],
  ['retail:1.1.0', false],
  ['service', false],
  ['solar-rooftop:uei', false],
  ['constructor', false],
  [':', false],
])('takes the registration for "%s" as one for EV charging: %s', (registered, fits) => {
  expect(names(registered, 'ev-charging', 'charging:1.1.0')).toBe(fits);
});

it('takes a registration for what the message itself says, whatever that is', () => {
  expect(names('uei:charging', 'ev-charging', 'uei:charging')).toBe(true);
});
