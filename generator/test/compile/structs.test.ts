import { expect, test } from 'vitest';
import { compileNic, nicFindings } from './support.js';

const ring = `types:
  Ring:
    parameters: { size: expr, msix: { kind: expr, default: "false" } }
    fields:
      num: { type: u16, max: "args.size * 2", reset: "args.size" }
      vector: { type: u16, when: "args.msix" }
`;

test('each set of arguments makes a type of its own; equal arguments share one', () => {
  const model = compileNic(`${ring}state:
  nic:
    sources: [test]
    fields:
      rx: { type: Ring, with: { size: 64 } }
      tx: { type: Ring, with: { size: 64 } }
      control: { type: Ring, with: { size: 8, msix: "true" } }
`);
  expect(model.structs.map((each) => [each.id, each.origin])).toEqual([
    ['Ring', 'Ring'],
    ['Ring2', 'Ring'],
  ]);
  expect(model.sections[0]?.fields.map((each) => each.type)).toEqual([
    { kind: 'struct', struct: 'Ring' },
    { kind: 'struct', struct: 'Ring' },
    { kind: 'struct', struct: 'Ring2' },
  ]);
  const [num, vector] = model.structs[0]?.fields ?? [];
  expect(num?.bounds.max).toEqual({
    text: '64 * 2',
    expr: { op: 'mul', left: { op: 'int', value: '64' }, right: { op: 'int', value: '2' } },
  });
  expect(vector?.when?.expr).toEqual({ op: 'bool', value: false });
});

test('self in an argument is the struct around, wherever that lies', () => {
  const model = compileNic(`types:
  Outer:
    fields: { count: u16, inner: { type: Inner, with: { n: "self.count + 1" } } }
  Inner:
    parameters: { n: expr }
    fields: { items: { type: u8, count: "args.n", capacity: 16 } }
state:
  nic: { sources: [test], fields: { first: Outer, second: Outer } }
`);
  expect(model.structs.map((each) => each.id)).toEqual(['Inner', 'Inner2', 'Outer', 'Outer2']);
  const texts = model.structs.flatMap((each) =>
    each.fields.flatMap((field) =>
      field.type.kind === 'bytes' && field.type.length.kind === 'counted' ? [field.type.length.by.text] : [],
    ),
  );
  expect(texts).toEqual(['(state.first.count + 1)', '(state.second.count + 1)']);
});

test('self in an argument has no one place inside an array', () => {
  const body = `types:
  Outer: { fields: { count: u16, inner: { type: Inner, with: { n: "self.count" } } } }
  Inner: { parameters: { n: expr }, fields: { items: { type: u8, count: "args.n", capacity: 16 } } }
state:
  nic: { sources: [test], fields: { all: "Outer[2]" } }
`;
  expect(nicFindings(body)).toEqual(['MS3015 an argument cannot use `self` inside an array, where it has no one place']);
});

test('shared types: a prefix, types as arguments, revisions of the model that uses them', () => {
  const types = `types: bus
structs:
  Device:
    parameters: { part: type, id: { kind: expr, default: 7 } }
    fields: { id: { type: u16, reset: "args.id", own: equal }, part: args.part, late: { type: u8, added: r2 } }
  Empty: { fields: {} }
`;
  const model = compileNic(
    `revisions: ["r1", "r2"]
types:
  Part: { fields: { a: u8 } }
state:
  nic:
    sources: [test]
    fields:
      first: { type: bus.Device, with: { part: Part } }
      second: { type: bus.Device, with: { part: bus.Empty, id: "3 + 4" } }
      third: { type: bus.Device, with: { part: u32 } }
`,
    { 'types/bus.yaml': types },
  );
  expect(model.structs.map((each) => [each.id, each.origin])).toEqual([
    ['Device', 'bus.Device'],
    ['Device2', 'bus.Device'],
    ['Device3', 'bus.Device'],
    ['Empty', 'bus.Empty'],
    ['Part', 'Part'],
  ]);
  const [device, , third] = model.structs;
  expect(device?.fields.map((each) => each.added)).toEqual([0, 0, 1]);
  expect(device?.fields[0]?.bounds.own).toEqual({ compare: 'equal', value: { text: '7', expr: { op: 'int', value: '7' } } });
  expect(third?.fields[1]?.type).toEqual({ kind: 'int', bits: 32, signed: false, order: 'big' });
});

test('faults inside a struct stand where they are written', () => {
  expect(nicFindings(`${ring}state:\n  nic: { sources: [test], fields: { a: { type: Ring, with: { size: 1, sise: 2 } } } }\n`)).toEqual([
    'MS3015 Ring takes no argument "sise"; did you mean "size"?',
  ]);
  expect(nicFindings(`${ring}state:\n  nic: { sources: [test], fields: { a: { type: Ring, with: { size: Ring } } } }\n`)).toEqual([
    'MS3015 the argument "size" of Ring is a quoted expression',
  ]);
  expect(nicFindings(`${ring}state:\n  nic: { sources: [test], fields: { a: { type: Ring, with: { size: "true" } } } }\n`)).toContainEqual(
    expect.stringContaining('MS2010'),
  );
  const circle = 'types:\n  A: { fields: { b: B } }\n  B: { fields: { a: A } }\n';
  expect(nicFindings(`${circle}state:\n  nic: { sources: [test], fields: { a: A } }\n`)).toEqual(['MS3017 A holds itself: A → B → A']);
});

test('fields of subsections are fields of the struct, and subsections nest', () => {
  const model = compileNic(`types:
  Port:
    wire-name: serial
    version: 3
    fields: { a: u8 }
    invariants: ["self.late <= self.a"]
    subsections:
      port/late:
        version: 2
        minimum: 1
        needed: "self.late != 0"
        fields: { late: { type: u8, absent: "self.a" } }
        subsections:
          port/late/more: { needed: "version >= 2", fields: { more: u8 } }
state:
  nic: { sources: [test], fields: { port: Port } }
`);
  const [port] = model.structs;
  expect([port?.wireName, port?.version]).toEqual(['serial', 3]);
  expect(port?.subsections[0]?.minimum).toEqual([{ from: 0, value: 1 }]);
  expect(port?.subsections[0]?.subsections[0]?.fields[0]?.name).toBe('more');
});

test('sizeof counts the bytes of a struct with its padding, where they never vary', () => {
  const types = `types:
  Entry: { fields: { a: u16, gap: { type: padding, length: 6 }, rest: "u32[2]", inner: Inner } }
  Inner: { fields: { on: bool, echo: { type: u32, filler: 1 } } }
  Varying: { fields: { n: u8, a: { type: u8, when: "self.n > 0" } } }
`;
  const model = compileNic(
    `${types}state:\n  nic: { sources: [test], fields: { first: Entry, size: { type: u16, reset: "sizeof(state.first)" } } }\n`,
  );
  expect(model.sections[0]?.fields[1]?.reset?.expr).toEqual({ op: 'int', value: '21' });
  expect(
    nicFindings(
      `${types}state:\n  nic: { sources: [test], fields: { e: Entry, first: Varying, size: { type: u16, reset: "sizeof(state.first)" } } }\n`,
    ),
  ).toEqual(['MS2010 `sizeof` takes a field whose size on the wire is fixed, this one varies']);
});
