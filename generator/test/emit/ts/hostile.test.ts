/** Whatever text a spec holds, it stays text: the code has the same syntax tree as with harmless text, and it works. */
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import { hostile, rename, talkative } from '../hostile.js';
import { everyKind } from './every-kind.js';
import { binary, e, field, int, layout, section, snapshot, state, subsection, u } from './fixtures.js';
import { EmittedPackage, emit, typeErrors } from './harness.js';

/** Kinds of all nodes of all files, and the number of files. */
function kinds(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, text]) => {
      const found: number[] = [];
      const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);
      const errors = (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics;
      if (errors.length > 0) throw new Error(`${path} does not parse:\n${text}`);
      const visit = (node: ts.Node): void => {
        found.push(node.kind);
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found.join(' ');
    });
}

const harmless = 'some words ';
const forms = [talkative(), everyKind('native'), everyKind('qemu')];

test('hostile text gives the same syntax tree as harmless text', () => {
  const compare = (forms: readonly SnapshotIR[], texts: readonly string[]): void => {
    const plain = kinds(emit(rename(forms, harmless)));
    for (const text of texts) {
      const files = emit(rename(forms, `${text} `));
      const found = kinds(files);
      const wrong = found.findIndex((each, index) => each !== plain[index]);
      expect([text, found.length, wrong < 0 ? 'same' : [...files.values()][wrong]]).toEqual([text, plain.length, 'same']);
      for (const [path, content] of files) {
        // Nothing invisible, nothing that turns the direction of what a reader sees.
        const seen = /[^\n\P{Cc}]|[\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u.exec(content);
        expect([path, text, seen?.[0]]).toEqual([path, text, undefined]);
        expect(path).toMatch(/^[A-Za-z0-9._@/-]+$/);
      }
    }
  };
  compare([talkative()], hostile);
  compare(forms, [hostile.join(' ')]);
});

test('and it works under such names', async () => {
  // No name on the wire has NUL or half a surrogate pair: the reader refuses those.
  for (const text of hostile.filter((each) => !each.includes('\0') && each.isWellFormed())) {
    const files = emit(rename([talkative()], text));
    const type = await new EmittedPackage(files).device(`${text}test@1`, `${text}example.org/thing`);
    const device = type.create({ [`${text}knob`]: 5 });
    device.state = { ...device.state, [`${text}first`]: 2, [`${text}sub`]: 3 };
    const other = type.create('');
    other.load(device.save());
    expect([text, other.state]).toEqual([
      text,
      { [`${text}first`]: 2, [`${text}inner`]: { [`${text}mode`]: `${text}one` }, [`${text}sub`]: 3 },
    ]);
    expect(other.observables()).toEqual({ [`${text}seen`]: 2 });
  }
});

test('words that mean something to JavaScript or to the generated code are names like any other', async () => {
  const words = `__proto__ constructor prototype hasOwnProperty toString valueOf default class await async arguments eval new this
    cursor offset end u8 view env state self value version params index error outer Cursor State Params Input Env section size
    encode decode reset absent subsections bytes run prefix undefined NaN null true false Array Uint8Array Number BigInt Object
    within readText isResetValue let const var function import export yield static enum i i_2 element`.split(/\s+/);
  const files = emit([
    snapshot(
      [
        section(
          'words',
          layout(
            [
              ...words.map((word) => field(word, u(16))),
              field('list', { kind: 'array', element: { kind: 'bool' }, count: { kind: 'fixed', value: 3 } }),
            ],
            {
              invariants: words.map((word) => e(binary('le', state(word), int(999)), word)),
              subsections: [
                subsection(
                  'words/more',
                  binary('and', binary('ne', state('cursor'), int(0)), binary('ne', state('more'), int(0))),
                  layout([field('more', u(8))]),
                ),
              ],
            },
          ),
        ),
      ],
      { structs: [] },
    ),
  ]);
  expect(typeErrors(files)).toEqual([]);
  const type = await new EmittedPackage(files).device('test@1', 'example.org/thing');
  const device = type.create();
  const values = Object.fromEntries(words.filter((word) => word !== '__proto__').map((word, index) => [word, index + 1]));
  const filled = { ...device.state, ...values, more: 7 };
  Object.defineProperty(filled, '__proto__', { value: 500, enumerable: true, configurable: true, writable: true });
  device.state = filled;
  const other = type.create();
  other.load(device.save());
  expect(Object.entries(other.state).sort()).toEqual(Object.entries(filled).sort());
});

test('the same emitted package whatever the order of the input', () => {
  const again = emit([...forms].reverse());
  expect([...emit(forms)].sort()).toEqual([...again].sort());
});
