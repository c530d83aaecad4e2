import fc from 'fast-check';
import { expect, test } from 'vitest';
import { I8View, I16View, I32View, I64View, U16View, U32View, U64View } from '../../src/index.js';

const classes = [
  [U16View, 'getUint16', 2, 0n, 0xffffn],
  [I16View, 'getInt16', 2, -0x8000n, 0x7fffn],
  [U32View, 'getUint32', 4, 0n, 0xffffffffn],
  [I32View, 'getInt32', 4, -0x80000000n, 0x7fffffffn],
  [I8View, 'getInt8', 1, -0x80n, 0x7fn],
] as const;

test('views hold what a DataView holds, in either byte order, and copy into either', () => {
  for (const [View, get, width, min, max] of classes) {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: Number(min), max: Number(max) }), { maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (values, little, target) => {
          const view = View.zero(values.length, little);
          values.forEach((value, index) => {
            view.set(index, value);
          });
          expect([view.length, view.width, view.toArray()]).toEqual([values.length, width, values]);
          const bytes = new Uint8Array(values.length * width + 3);
          view.writeTo(bytes, 3, target);
          const data = new DataView(bytes.buffer);
          expect(values.map((_, index) => data[get](3 + index * width, target))).toEqual(values);
          expect([...View.zero(0, little).like(values)]).toEqual(values);
        },
      ),
      { numRuns: 50 },
    );
  }
});

test('64-bit views are exact', () => {
  for (const [View, low, high] of [
    [U64View, 0n, (1n << 64n) - 1n],
    [I64View, -(1n << 63n), (1n << 63n) - 1n],
  ] as const) {
    for (const little of [true, false]) {
      const view = View.zero(0, little).like([low, high, 1n]);
      expect(view.toArray()).toEqual([low, high, 1n]);
      expect(view.bytes()[little ? 16 : 23]).toBe(1);
    }
  }
});

test('an index outside is a RangeError, and a view lies in the bytes it was made of', () => {
  const bytes = new Uint8Array(12);
  const view = new U32View(bytes, new DataView(bytes.buffer), 4, 2, false);
  for (const index of [-1, 2, 0.5, Number.NaN]) {
    expect(() => view.get(index)).toThrow(RangeError);
    expect(() => view.set(index, 1)).toThrow(RangeError);
  }
  view.set(1, 0x01020304);
  expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
  expect(view.bytes().buffer).toBe(bytes.buffer);
});
