import { expect, test } from 'vitest';
import { configurationSchemaOf, createConfiguration } from '../../src/index.js';
import { descriptor } from './thing.js';

const { '~standard': standard } = configurationSchemaOf(descriptor);

test('what create takes is valid, and the value is the effective configuration', () => {
  for (const wanted of ['', 'version=2', 'version=1,size=0x20,on=true', { size: 2, on: false }, {}]) {
    expect(standard.validate(wanted)).toEqual({ value: createConfiguration(descriptor, wanted) });
  }
  expect([standard.version, standard.vendor]).toEqual([1, 'migspec']);
  expect(configurationSchemaOf(descriptor, { machine: { cpus: 8 } })['~standard'].validate('')).toMatchObject({ value: { size: 16 } });
});

test('everything that is wrong, each with its code and the param it is about', () => {
  const cases: [unknown, (readonly [string, string | undefined])[]][] = [
    [
      { size: 33, mode: 'odd', sise: 1, wide: 2, on: true },
      [
        ['PARAM_UNKNOWN', 'sise'],
        ['PARAM_TYPE_DIFFERS', 'wide'],
        ['PARAM_VALUE_REFUSED', 'size'],
        ['PARAM_VALUE_REFUSED', 'mode'],
      ],
    ],
    [
      'version=3,size=many,old=off',
      [
        ['PARAM_VALUE_REFUSED', 'size'],
        ['PARAM_UNKNOWN', 'old'],
        ['VERSION_UNKNOWN', undefined],
      ],
    ],
    [{ size: 6, sise: 1 }, [['PARAM_UNKNOWN', 'sise']]],
    [{ size: 0 }, [['CONSTRAINT_BROKEN', undefined]]],
    [{ size: { deep: Object.create(null) }, on: null }, ['size', 'on'].map((name) => ['PARAM_TYPE_DIFFERS', name] as const)],
    [{ '': 1 }, [['PARAM_UNKNOWN', '']]],
    [JSON.parse('{"__proto__": 1}'), [['PARAM_UNKNOWN', '__proto__']]],
    ...[null, undefined, 7, [], () => 1].map((wanted): [unknown, (readonly [string, undefined])[]] => [
      wanted,
      [['INSTANTIATION_INVALID', undefined]],
    ]),
  ];
  const found = cases.map(([wanted]) => [wanted, standard.validate(wanted).issues?.map(({ code, path }) => [code, path?.[0]])]);
  expect(found).toEqual(cases);
  expect(standard.validate({ size: 33 }).issues?.[0]).toMatchObject({ message: expect.stringContaining('33'), details: { have: '33' } });
});
