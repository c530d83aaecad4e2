/** Arbitrary native streams for properties. */
import * as fc from 'fast-check';
import type { SavedSection } from '../../src/device.js';
import type { NativeStream, NativeType, NativeValue } from '../../src/framing/native/index.js';

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((made) => made.replaceAll('\0', ''));
const name = text.filter((made) => made !== '');
const u32 = fc.nat(0xffffffff);

function numbers(type: NativeType, min: number, max: number): fc.Arbitrary<NativeValue> {
  return fc.oneof(fc.constant(min), fc.constant(max), fc.integer({ min, max })).map((value) => ({ type, value }));
}

function bigs(type: NativeType, min: bigint, max: bigint): fc.Arbitrary<NativeValue> {
  return fc.oneof(fc.constant(min), fc.constant(max), fc.bigInt({ min, max })).map((value) => ({ type, value }));
}

const value: fc.Arbitrary<NativeValue> = fc.oneof(
  fc.boolean().map((made): NativeValue => ({ type: 'bool', value: made })),
  numbers('u8', 0, 0xff),
  numbers('u16', 0, 0xffff),
  numbers('u32', 0, 0xffffffff),
  numbers('flags32', 0, 0xffffffff),
  bigs('u64', 0n, (1n << 64n) - 1n),
  bigs('flags64', 0n, (1n << 64n) - 1n),
  numbers('i8', -128, 127),
  numbers('i16', -32768, 32767),
  numbers('i32', -(2 ** 31), 2 ** 31 - 1),
  bigs('i64', -(1n << 63n), (1n << 63n) - 1n),
  text.map((made): NativeValue => ({ type: 'string', value: made })),
  name.map((made): NativeValue => ({ type: 'enum', value: made })),
);

const section: fc.Arbitrary<SavedSection> = fc.record({
  name,
  instance: u32,
  version: u32,
  optional: fc.boolean(),
  payload: fc.uint8Array({ maxLength: 40 }),
});

export const streams: fc.Arbitrary<NativeStream> = fc.record({
  features: fc.constant({ critical: 0, optional: 0 }),
  machine: fc.record(
    {
      type: name,
      facts: fc.uniqueArray(
        fc.tuple(name, value).map(([fact, made]) => ({ name: fact, ...made })),
        { selector: (fact) => fact.name, maxLength: 6 },
      ),
    },
    { requiredKeys: ['facts'] },
  ),
  devices: fc.uniqueArray(
    fc.record({
      configuration: fc.record(
        {
          model: name,
          build: name,
          path: text,
          instance: u32,
          version: name,
          fingerprint: name,
          params: fc.uniqueArray(
            fc.tuple(name, fc.boolean(), value).map(([id, off, made]) => ({ id, off, ...made })),
            { selector: (param) => param.id, maxLength: 6 },
          ),
        },
        { requiredKeys: ['model', 'build', 'path', 'instance', 'params'] },
      ),
      sections: fc.uniqueArray(section, { selector: (made) => `${made.instance} ${made.name}`, maxLength: 4 }),
    }),
    { selector: ({ configuration }) => JSON.stringify([configuration.model, configuration.path, configuration.instance]), maxLength: 3 },
  ),
});
