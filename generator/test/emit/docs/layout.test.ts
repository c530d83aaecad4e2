/** A page's offsets are true: what lies there in a payload is the variable that the row names. */
import { expect, test } from 'vitest';
import { registry } from '../../../../packages/devices/src/registry.js';
import { Cursor, IntView, MigspecError } from '../../../../packages/runtime/src/index.js';
import { compileSpec } from '../../../src/driver/compile.js';
import { type LayoutRow, sectionRows } from '../../../src/emit/docs/layout-rows.js';
import { layoutText } from '../../../src/emit/docs/layout-text.js';
import { decompose } from '../../../src/ir/decompose.js';
import {
  array,
  binary,
  counted,
  e,
  field,
  int,
  layout,
  section,
  snapshot,
  state,
  struct,
  structType,
  subsection,
  u,
  yes,
} from '../ts/fixtures.js';

const { spec } = compileSpec({ specDir: new URL('../../../../spec', import.meta.url).pathname });
if (spec === undefined) throw new Error('the spec does not compile');

/** State as plain text, whatever views and numbers it holds. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return `${each}n`;
    return each instanceof Uint8Array || each instanceof IntView ? [...each] : each;
  });
}

function at(state: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as Record<string, unknown>)[name], state);
}

test('a changed byte changes the variable of its row and no other', async () => {
  let [rows, read] = [0, 0];
  for (const one of decompose(spec)) {
    const device = (await registry[one.buildId]?.[one.model]?.())?.create();
    if (device === undefined) throw new Error(`no ${one.model} in ${one.buildId}`);
    for (const described of one.sections) {
      const codec = device.descriptor.sections.find(({ id }) => id === described.id);
      if (codec === undefined) throw new Error(`no section ${described.id}`);
      const payload = new Uint8Array(codec.size(device.state, device.env));
      codec.encode(device.state, new Cursor(payload), device.env);
      const before = codec.decode(new Cursor(payload.slice()), device.env, codec.version);
      const texts = Object.fromEntries(Object.entries(before).map(([name, value]) => [name, textOf(value)]));
      const fixed = sectionRows(one, described).flatMap((row) => (row.kind === 'field' && row.fixed !== undefined ? [row.fixed] : []));
      // Of hundreds of registers, some: each costs a decoding.
      const step = Math.max(1, Math.ceil(fixed.length / 40));
      for (const [index, { path, at: offset, bytes }] of fixed.entries()) {
        if (index % step !== 0 && index !== fixed.length - 1) continue;
        rows++;
        const changed = payload.slice();
        const place = offset + (index % 2 === 0 ? 0 : bytes - 1);
        changed[place] = (changed[place] ?? 0) ^ 1;
        try {
          const after = codec.decode(new Cursor(changed), device.env, codec.version);
          const [name] = path.split('.');
          const touched = Object.keys(after).filter((key) => textOf(after[key]) !== texts[key]);
          expect(touched, `${one.buildId} ${path} at ${place}`).toEqual([name]);
          expect(textOf(at(after, path)), `${one.buildId} ${path} at ${place}`).not.toBe(textOf(at(before, path)));
          read++;
        } catch (error) {
          // What a bound or the configuration forbids says nothing about places.
          if (!(error instanceof MigspecError)) throw error;
        }
      }
    }
  }
  expect(rows).toBeGreaterThan(400);
  expect(read).toBeGreaterThan(rows / 2);
});

test('what varies moves what comes behind it; elements and subsections count for themselves', () => {
  const entry = structType('Entry', layout([field('a', u(16)), field('b', u(32))]));
  const more = subsection('s/more', yes.expr, layout([field('extra', u(64))]));
  const fields = [
    field('n', u(8)),
    field('table', array(struct('Entry'), counted(state('n'), 4))),
    field('x', u(16)),
    field('y', u(16)),
    field('maybe', u(8), { when: e(binary('gt', state('n'), int(1))) }),
    field('last', u(8)),
  ];
  const one = snapshot([section('s', layout(fields, { subsections: [more] }))], { framing: 'qemu', structs: [entry] });
  const rows = one.sections.flatMap((each) => sectionRows(one, each));
  const shown = rows.map((row: LayoutRow) => (row.kind === 'note' ? 'note' : `${row.offset} ${row.size} ${row.name}`));
  expect(shown).toEqual([
    '0 1 n',
    '1 n×6 table',
    '+0 2 a',
    '+2 4 b',
    'a 2 x',
    'a+2 2 y',
    'note',
    'a+4 1 maybe',
    'b 1 last',
    'note',
    '+0 8 extra',
  ]);
  // A head, a line for each row, and what a subsection is sent for.
  expect(layoutText(rows).split('\n').length).toBe(rows.length + 2);
});

test('a place below a condition is sure for nobody', () => {
  const fields = [field('a', u(8)), field('b', u(16), { when: e(binary('gt', state('a'), int(1))) }), field('c', u(8))];
  const one = snapshot([section('s', layout(fields))]);
  const rows = one.sections.flatMap((each) => sectionRows(one, each)).flatMap((row) => (row.kind === 'field' ? [row] : []));
  expect(rows.map(({ offset, name }) => `${offset} ${name}`)).toEqual(['0 a', '1 b', 'a c', 'a+1 (subsections)']);
  expect(rows.flatMap(({ fixed }) => fixed ?? [])).toEqual([{ path: 'a', at: 0, bytes: 1 }]);
});
