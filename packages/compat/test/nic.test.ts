import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import type { Verdict } from '../src/check/types.js';
import { canonicalForm, createConfiguration, fingerprint } from '../src/document/configuration.js';
import { nicBuilds, nicId } from './nic.js';

type Build = keyof typeof nicBuilds;

function migrate(from: Build, configuration: string, to: Build, state?: Record<string, unknown>): Verdict {
  const document = nicBuilds[from];
  const model = document.models[nicId];
  if (model === undefined) throw new Error('no model');
  const made = createConfiguration(nicId, model, configuration);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const machine = { facts: {}, devices: [{ address: '00:04.0', model: nicId, configuration: made.value }] };
  return check({
    source: { machine, document, ...(state === undefined ? {} : { state: { '00:04.0': state } }) },
    destination: { document: nicBuilds[to] },
  });
}

const brief = (verdict: Verdict): string =>
  [
    verdict.outcome,
    verdict.class ?? '',
    verdict.level,
    ...verdict.reasons.map((reason) => `${reason.code}${reason.param === undefined ? '' : `:${reason.param}`}`),
  ]
    .filter((word) => word !== '')
    .join(' ');

test('the thread: version 1 runs everywhere, version 2 needs build 2, version 3 and 48 entries need build 3', () => {
  const rows: [Build, string, Build, string][] = [
    [1, '', 1, 'yes live'],
    [1, 'version=1', 2, 'yes live'],
    [1, 'version=1', 3, 'yes live'],
    [2, 'version=1', 1, 'yes live'],
    [3, 'version=1', 1, 'yes live'],
    [2, 'version=2', 3, 'yes live'],
    [3, 'version=2', 2, 'yes live'],
    [2, 'version=2', 1, 'no create none PARAM_UNKNOWN:rss PARAM_UNKNOWN:rx-table-size'],
    [3, 'version=3', 3, 'yes live'],
    [3, 'version=3', 2, 'no create none PARAM_VALUE_REFUSED:rx-table-size'],
    [3, 'version=2,rx-table-size=48', 2, 'no create none PARAM_VALUE_REFUSED:rx-table-size'],
    [3, 'version=2,rx-table-size=48', 3, 'yes live'],
    [3, 'version=1,rx-table-size=16', 2, 'yes live'],
    [3, 'version=1,rx-table-size=16', 1, 'no create none PARAM_UNKNOWN:rx-table-size'],
    [3, 'latest', 3, 'yes live'],
  ];
  for (const [from, configuration, to, want] of rows) {
    expect(brief(migrate(from, configuration === 'latest' ? 'version=latest' : configuration, to)), `${from} ${configuration} ${to}`).toBe(
      want,
    );
  }
});

test('reasons say what is there, what is wanted and what to do', () => {
  const [reason] = migrate(3, 'version=3', 2).reasons;
  expect(reason).toMatchObject({
    code: 'PARAM_VALUE_REFUSED',
    number: 'MS8052',
    class: 'create',
    model: nicId,
    address: '00:04.0',
    param: 'rx-table-size',
    have: '64',
    want: '0..32',
    definite: true,
    remedy: 'Start the guest with rx-table-size at a value that thread-2020@2 accepts (0..32).',
  });
});

test('the three instantiation strings, and creation that fails', () => {
  const model = nicBuilds[3].models[nicId];
  if (model === undefined) throw new Error('no model');
  const make = (text: string) => {
    const made = createConfiguration(nicId, model, text);
    return made.ok
      ? canonicalForm(nicId, model, made.value).split('\n').slice(1).join(' ')
      : made.problems.map((problem) => problem.code).join(' ');
  };
  expect(make('version=2')).toBe('rss=true rx-table-size=32');
  expect(make('version=2,rx-table-size=64')).toBe('rss=true rx-table-size=64');
  expect(make('rx-table-size=8')).toBe('rss=true rx-table-size=8');
  expect(make('')).toBe('rss=true rx-table-size=64');
  expect(make('rss=off,rx-table-size=0')).toBe('');
  expect(make('rx-table-size=auto')).toBe('rss=true rx-table-size=64');
  expect(make('rx-table-size=0')).toBe('CONSTRAINT_BROKEN');
  expect(make('rx-table-size=65')).toBe('PARAM_VALUE_REFUSED');
  expect(make('rx-table-size=many')).toBe('PARAM_VALUE_REFUSED');
  expect(make('version=9')).toBe('VERSION_UNKNOWN');
  expect(make('tx-table-size=1')).toBe('PARAM_UNKNOWN');
  expect(make('version')).toBe('INSTANTIATION_INVALID');
  expect(make('rss=on,rss=off')).toBe('INSTANTIATION_INVALID');
});

test('the fingerprint knows the effective configuration and nothing else', () => {
  const [two, three] = [nicBuilds[2].models[nicId], nicBuilds[3].models[nicId]];
  if (two === undefined || three === undefined) throw new Error('no model');
  const print = (model: typeof two, text: string): string => {
    const made = createConfiguration(nicId, model, text);
    return made.ok ? fingerprint(nicId, model, made.value) : 'refused';
  };
  expect(print(two, 'version=2')).toBe(print(three, 'rx-table-size=32'));
  expect(print(two, 'version=1')).toBe(fingerprint(nicId, nicBuilds[1].models[nicId] ?? two, {}));
  expect(print(three, 'version=3')).not.toBe(print(three, 'version=2'));
  // sha256 of the model and two lines, computed with sha256sum.
  expect(print(three, 'version=3')).toBe('64efa470987450a8b6465b90741bae15daaa9c41b790a1c83ee2f298e792e161');
});
