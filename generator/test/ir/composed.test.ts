/** A front joined with a back, in files: what the snapshot of each host is. */
import { expect, test } from 'vitest';
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
