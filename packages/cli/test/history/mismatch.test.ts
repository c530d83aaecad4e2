/** A case that says something else than what happens is found out. */
import { fileURLToPath } from 'node:url';
import { type HistoryCase, loadHistory } from '@migspec/generator';
import { expect, test } from 'vitest';
import { mismatches } from '../../src/history/expect.js';
import { runCase } from '../../src/history/run.js';

const spec = fileURLToPath(new URL('../../../../spec', import.meta.url));
const [real] = loadHistory(spec, (name) => name.startsWith('01-')).cases;
if (real === undefined) throw new Error('case 1 is gone');
const { fixed, broken } = real.file.expect;

/** The case with other expectations of its last state. */
function expecting(other: Partial<typeof fixed>): HistoryCase {
  return { ...real, file: { ...real.file, expect: { broken, fixed: { ...fixed, ...other } } } } as HistoryCase;
}

test('every kind of expectation can fail, at its place', async () => {
  const result = await runCase(real);
  const row = fixed.matrix['pc-q35-7.2']?.['7.2.0'];
  const rows: readonly (readonly [Partial<typeof fixed>, string])[] = [
    [{ findings: ['MS6102'] }, 'found in the step: expected MS6102; there is '],
    [{ reasons: [] }, 'reasons of the check: expected nothing; there is ECHO_DIFFERS pci'],
    [{ lint: ['MS6012'] }, 'found in the state alone: expected MS6012; there is nothing'],
    [{ errata: ['some'] }, 'errata that reasons follow from: expected some; there is nothing'],
    [{ 'stays-wrong': ['7.2.0'] }, 'expected 7.2.0; there is 8.0.0'],
    [{ matrix: { 'pc-q35-7.2': fixed.matrix['pc-q35-7.2'] ?? {} } }, 'nothing is expected on pc-q35-8.0'],
    [
      { matrix: { ...fixed.matrix, 'pc-q35-7.2': { '7.2.0': row ?? {} } } },
      '8.0.0 → 7.2.0 on pc-q35-7.2: nothing is expected; it is refused-at-load',
    ],
    [
      { matrix: { ...fixed.matrix, 'pc-q35-7.2': { ...fixed.matrix['pc-q35-7.2'], '7.2.0': { ...row, '8.0.0': ['migrated'] } } } },
      '7.2.0 → 8.0.0 on pc-q35-7.2: expected migrated; it is refused-at-load',
    ],
    [
      { matrix: { ...fixed.matrix, 'pc-q35-6.0': { '7.2.0': { '7.2.0': ['migrated'] } } } },
      '7.2.0 → 7.2.0 on pc-q35-6.0: nothing is driven there',
    ],
    [
      { chains: [{ route: ['7.2.0', '8.0-fixed', '7.2.0'], reset: 'none', ends: 'broken' }] },
      'on pc-q35-7.2: expected broken, it is migrated',
    ],
    [{ chains: [{ route: ['7.2.0', '9.0', '7.2.0'], reset: 'none', ends: 'migrated' }] }, 'no guest goes 7.2.0 → 9.0 → 7.2.0'],
  ];
  expect(mismatches(real, result)).toEqual([]);
  for (const [other, message] of rows) {
    const found = mismatches(expecting(other), result);
    expect(found.map((each) => each.message).join('\n')).toContain(message);
    expect(found.every(({ span }) => span.file === 'spec/history/01-register-default/case.yaml' && span.end > span.start)).toBe(true);
  }
});

test('a state that does not compile, and a matrix that disagrees with the text, are mismatches', async () => {
  const files = real.states.fixed.files.filter(({ folder }) => folder !== 'classes');
  const refused = await runCase({ ...real, states: { ...real.states, fixed: { ...real.states.fixed, files } } });
  expect(mismatches(real, refused).map(({ id, message }) => [id, message.split('\n')[0]])).toEqual([
    ['HISTORY_STATE_REFUSED', 'the state fixed does not compile:'],
  ]);
  const result = await runCase(real);
  if (!result.ok) throw new Error(result.text);
  const differs = { ...result, steps: { ...result.steps, broken: { ...result.steps.broken, disagreements: ['a cell'] } } };
  expect(mismatches(real, differs).map(({ id, message }) => [id, message])).toEqual([['HISTORY_TEXT_AND_MATRIX_DIFFER', 'broken: a cell']]);
});

test('a migration that a manager carries out ends as the case says, or it is a mismatch', async () => {
  const [cookie] = loadHistory(spec, (name) => name.startsWith('40-')).cases;
  if (cookie === undefined) throw new Error('there is no case 40');
  const { broken } = cookie.file.expect;
  const asked = broken.carried?.[0];
  if (asked === undefined) throw new Error('it carries nothing out');
  const rows: readonly (readonly [typeof asked, string])[] = [
    [{ ...asked, ends: 'kept' }, 'expected kept; it is migrated'],
    [{ ...asked, protocol: 'carrier-pigeon' }, 'it is no protocol carrier-pigeon'],
    [{ ...asked, destination: 'qemu@2' }, 'expected migrated; it is'],
  ];
  for (const [other, message] of rows) {
    const changed = { ...cookie, file: { ...cookie.file, expect: { ...cookie.file.expect, broken: { ...broken, carried: [other] } } } };
    const found = mismatches(changed, await runCase(changed));
    expect(found.map((each) => each.message).join('\n')).toContain(message);
  }
});
