/** A front joined with a back, in files: what the snapshot of each host is. */
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/driver/compile.js';
import { decompose } from '../../src/ir/decompose.js';
import { meets, meetValue } from '../../src/ir/meet.js';
import type { SnapshotIR } from '../../src/ir/snapshot.js';
import type { Folder, SpecFile } from '../../src/parse/load.js';
import { sourceText } from '../../src/text/source.js';

const file = (folder: Folder, path: string, text: string): SpecFile => ({
  folder,
  path,
  source: sourceText(`spec/${folder}/${path}.yaml`, text),
});

const front = `
model: example.org/front
revisions: ["1", "2"]
params:
  features: { type: flags, bits: { a: 0, b: 1, c: 2 }, range: { mask: 3 }, off: 0, default: 3, sources: [x] }
  rings: { id: ring-count, type: u16, range: 1..8, off: 1, default: 8, sources: [x] }
  fast: { type: bool, off: false, default: true, added: "2", sources: [x] }
  mac: { type: u32, off: 0, default: 7, sources: [x] }
constraints: ["params.rings < 8 || params.mac != 9"]
versions: { latest: { features: 3, rings: 4, mac: 7 } }
observables: { features: "params.features", rings: "params.rings", mac: "params.mac", fast: { value: "params.fast", added: "2" } }
state: { front: { sources: [x], fields: { used: { type: u16, max: "params.rings" } } } }
situations: { fresh: {}, running: { state: { used: 1 } } }
`;
const back = `
model: example.org/back
params:
  features: { type: flags, bits: { a: 0, b: 1, c: 2 }, range: { mask: 6 }, off: 0, default: 6, sources: [x] }
  rings: { type: u16, range: 1..4, off: 1, default: 2, sources: [x] }
  fast: { type: bool, off: false, default: true, sources: [x] }
  poll: { type: bool, guest-visible: false, off: false, default: false, sources: [x] }
constraints: ["params.features != 2 || !params.poll"]
versions: { v2: { features: 6, rings: 2 }, v1: { features: 2, rings: 1 } }
observables: { fast: "params.fast", features: "params.features", rings: "params.rings" }
migratable: { when: "!params.poll", reason: it polls }
state: { back: { sources: [x], fields: { next: u16 } } }
situations: { running: { state: { next: 5 } } }
`;
const implementation = (name: string, builds: string): string =>
  `implementation: ${name}\nsources: [x]\nframing: native\ndestination: configured\nbuilds:\n${builds}`;
const composed = `
composed: joined
model: example.org/nic
sources: [x]
front: { implementation: vmm, model: example.org/front }
back: { implementation: switch, model: example.org/back }
params: { features: and, rings: min, fast: and, mac: front, poll: back }
hosts:
  "2+1": { front: "2", back: "1" }
  "1+1": { front: "1", back: "1" }
`;

const compiled = compileFiles([
  file('models', 'example.org/front', front),
  file('models', 'example.org/back', back),
  file(
    'implementations',
    'vmm',
    implementation(
      'vmm',
      '  "2": { sources: [x], models: { example.org/front: { revision: "2" } } }\n  "1": { sources: [x], models: { example.org/front: { revision: "1" } } }\n',
    ),
  ),
  file('implementations', 'switch', implementation('switch', '  "1": { sources: [x], models: { example.org/back: {} } }\n')),
  file('composed', 'joined', composed),
]);

function host(build: string): SnapshotIR {
  const spec = compiled.spec;
  if (spec === undefined) throw new Error(JSON.stringify(compiled.diagnostics));
  const found = decompose(spec).find(({ buildId }) => buildId === `joined@${build}`);
  if (found === undefined) throw new Error(`no ${build}`);
  return found;
}
const param = (snapshot: SnapshotIR, name: string) => snapshot.params.find((each) => each.name === name);

test('a composed host is an ordinary snapshot of an ordinary build', () => {
  const snapshot = host('2+1');
  expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([snapshot.model, snapshot.implementation, snapshot.build, snapshot.framing]).toEqual([
    'example.org/nic',
    'joined',
    '2+1',
    'native',
  ]);
  expect(compiled.spec?.implementations.find(({ name }) => name === 'joined')?.builds.map(({ name }) => name)).toEqual(['2+1', '1+1']);
});

test('params: the meet of defaults and of ranges, under one identity', () => {
  const snapshot = host('2+1');
  expect(snapshot.params.map(({ id }) => id)).toEqual(['features', 'rings', 'fast', 'mac', 'poll']);
  expect(param(snapshot, 'features')).toMatchObject({ range: { mask: '2' }, default: { expr: { op: 'call', name: 'bitAnd' } } });
  expect(param(snapshot, 'rings')).toMatchObject({
    range: { items: [{ min: '1', max: '4' }] },
    default: { expr: { op: 'call', name: 'min' } },
  });
  expect(param(snapshot, 'fast')).toMatchObject({ default: { expr: { op: 'and' } } });
  expect(JSON.stringify(snapshot)).not.toContain('ring-count');
});

test('a side that does not know a param does without it', () => {
  expect(param(host('1+1'), 'fast')).toMatchObject({
    range: { items: [{ value: 'false' }] },
    default: { expr: { op: 'bool', value: false } },
  });
});

test('state, rules and situations are those of both', () => {
  const snapshot = host('2+1');
  expect(snapshot.sections.map(({ id }) => id)).toEqual(['front', 'back']);
  expect(snapshot.variables.map(({ name }) => name)).toEqual(['used', 'next']);
  expect(snapshot.constraints.map(({ text }) => text)).toEqual([
    'params.rings < 8 || params.mac != 9',
    'params.features != 2 || !params.poll',
  ]);
  expect(snapshot.migratable.when.text).toBe('!params.poll');
  expect(snapshot.observables.map(({ name }) => name)).toEqual(['features', 'rings', 'mac', 'fast']);
  expect(snapshot.situations.map(({ name, state }) => [name, Object.keys(state)])).toEqual([
    ['fresh', []],
    ['running', ['used', 'next']],
  ]);
});

test('versions are the back’s list, met with the front’s latest', () => {
  expect(host('2+1').versions.map(({ name, values }) => [name, values.features?.value, values.rings?.value, values.mac?.value])).toEqual([
    ['v2', '2', '2', '7'],
    ['v1', '2', '1', '7'],
  ]);
});

test('what values and types have in common', () => {
  const int = (value: number) => ({ kind: 'int', value: String(value) }) as const;
  expect([
    meetValue('and', int(6), int(3)),
    meetValue('min', int(6), int(3)),
    meetValue('min', int(3), int(6)),
    meetValue('front', int(6), int(3)),
  ]).toEqual([int(2), int(3), int(3), int(6)]);
  expect(meetValue('and', { kind: 'bool', value: true }, { kind: 'bool', value: false })).toEqual({ kind: 'bool', value: false });
  expect([
    meets('and', { kind: 'bool' }),
    meets('min', { kind: 'bool' }),
    meets('equal', { kind: 'string' }),
    meets('and', { kind: 'string' }),
  ]).toEqual([true, false, true, false]);
});

const words = compileFiles([
  file(
    'models',
    'example.org/front',
    `
model: example.org/front
params:
  csum: { type: bool, off: false, default: true, sources: [x] }
  tso: { type: bool, off: false, default: true, sources: [x] }
  ring-size: { type: u16, range: 1..8, default: 8, sources: [x] }
  peer: { type: enum, values: [plain, tap], default: plain, sources: [x] }
observables: { csum: "params.csum", tso: "params.tso", ring-size: "params.ring_size", peer: "params.peer == 'tap' ? 1 : 0" }
state: { front: { sources: [x], fields: { used: { type: u16, max: "params.ring_size" } } } }
situations: { fresh: {} }
`,
  ),
  file(
    'models',
    'example.org/back',
    `
model: example.org/back
params:
  features: { type: flags, bits: { csum: 0, tso: 4 }, range: { mask: 0x1 }, off: 0, default: 1, sources: [x] }
  max-ring: { type: u16, range: 2..4, default: 4, sources: [x] }
versions: { v1: { features: 1, max-ring: 2 } }
observables: { all: "params.features", checks: "params.features.csum", most: "params.max_ring" }
state: { back: { sources: [x], fields: { next: u16 } } }
situations: { fresh: {} }
`,
  ),
  file(
    'implementations',
    'vmm',
    implementation('vmm', '  "1": { sources: [x], models: { example.org/front: {} } }\n').replace('configured', 'started'),
  ),
  file('implementations', 'switch', implementation('switch', '  "1": { sources: [x], models: { example.org/back: {} } }\n')),
  file(
    'composed',
    'joined',
    `
composed: joined
model: example.org/nic
sources: [x]
front: { implementation: vmm, model: example.org/front, pinned: { ring-size: 8, peer: tap, csum: true, tso: true } }
back: { implementation: switch, model: example.org/back, as: { max-ring: ring-size, features: { csum: csum, tso: tso } } }
destination: configured
params: { csum: and, tso: and, ring-size: min, peer: pinned }
hosts: { "1+1": { front: "1", back: "1" } }
`,
  ),
]);

describe('a back with other words than the front', () => {
  const snapshot = words.spec === undefined ? undefined : decompose(words.spec).find(({ implementation }) => implementation === 'joined');
  if (snapshot === undefined) throw new Error(JSON.stringify(words.diagnostics));

  test('bits of flags meet bools, and a renamed param its namesake', () => {
    expect(snapshot.params.map(({ name, type, range }) => [name, type.kind, range.items])).toEqual([
      ['csum', 'bool', []],
      ['tso', 'bool', [{ value: 'false' }]],
      ['ring-size', 'int', [{ min: '2', max: '4' }]],
      ['peer', 'enum', [{ value: 'tap' }]],
    ]);
  });

  test('what the back says of its flags it says of the bools', () => {
    const shown = (name: string) => JSON.stringify(snapshot.observables.find((each) => each.name === name)?.value.expr);
    expect(shown('all')).toContain('{"op":"param","id":"tso"},"then":{"op":"int","value":"16"}');
    expect(shown('checks')).toContain('{"op":"param","id":"csum"}');
    expect(shown('most')).toBe('{"op":"param","id":"ring-size"}');
    expect(JSON.stringify(snapshot)).not.toMatch(/"id":"(features|max-ring)"/);
  });

  test('a pinned value decides for good', () => {
    expect(snapshot.observables.find(({ name }) => name === 'peer')?.value.expr).toEqual({ op: 'int', value: '1' });
  });

  test('versions have the meet of the pinned values and the back’s', () => {
    expect(snapshot.versions.map(({ name, values }) => [name, values])).toEqual([
      [
        'v1',
        {
          csum: { kind: 'bool', value: true },
          tso: { kind: 'bool', value: false },
          'ring-size': { kind: 'int', value: '2' },
          peer: { kind: 'string', value: 'tap' },
        },
      ],
    ]);
  });

  test('the file says how a destination is made, when it is not made as the front’s', () => {
    expect(words.spec?.implementations.find(({ name }) => name === 'joined')?.destination).toBe('configured');
  });
});

test.each([
  ['no such param', '{ max-rings: ring-size }', 'MS4065'],
  ['one name twice', '{ max-ring: other, features: other }', 'MS4065'],
  ['bits of an integer', '{ max-ring: { csum: csum } }', 'MS4065'],
  ['no such bit', '{ features: { csum: csum, tso: tso, gso: gso } }', 'MS4065'],
])('%s', (_, as, code) => {
  const files = [
    file(
      'models',
      'example.org/front',
      'model: example.org/front\nparams: { ring-size: { type: u16, default: 8, off: 0, sources: [x] } }\n',
    ),
    file(
      'models',
      'example.org/back',
      'model: example.org/back\nparams:\n  features: { type: flags, bits: { csum: 0, tso: 4 }, off: 0, range: { mask: 0x11 }, default: 1, sources: [x] }\n  max-ring: { type: u16, default: 8, off: 0, sources: [x] }\n',
    ),
    file('implementations', 'vmm', implementation('vmm', '  "1": { sources: [x], models: { example.org/front: {} } }\n')),
    file('implementations', 'switch', implementation('switch', '  "1": { sources: [x], models: { example.org/back: {} } }\n')),
    file(
      'composed',
      'joined',
      `composed: joined\nmodel: example.org/nic\nsources: [x]\nfront: { implementation: vmm, model: example.org/front }\nback: { implementation: switch, model: example.org/back, as: ${as} }\nparams: { ring-size: front }\nhosts: { "1+1": { front: "1", back: "1" } }\n`,
    ),
  ];
  expect(compileFiles(files).diagnostics.map((each) => each.code)).toContain(code);
});
