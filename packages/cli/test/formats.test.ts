import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test, vi } from 'vitest';
import { conformTestee } from '../src/commands/conform-testee.js';
import type { Finding, Report } from '../src/formats/finding.js';
import { formats, print } from '../src/formats/format.js';
import { testeeFindings } from '../src/formats/testee.js';
import { migspec, root, temporaryFolder } from './run.js';

function published(name: string) {
  const schema = JSON.parse(readFileSync(join(root, `packages/cli/schema/${name}-1.schema.json`), 'utf8'));
  return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
}
const validate = published('findings');
const others = formats.filter((format) => format !== 'text');

const place = { file: 'my/spec/models/x.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 };
const hostile: Finding = {
  code: 'MS5001',
  id: 'VARIABLE_DUPLICATE',
  severity: 'error',
  message: '50% of it\n::error file=x,line=1::forged <b attr="1">&\u0007\u{1f600}',
  place: { ...place, file: 'my/spec/models/a b,c:d%.yaml' },
  related: [{ message: 'the other', place }],
  help: 'rename one, or the other',
};
const cell: Finding = { id: 'DISAGREEMENT', severity: 'error', message: 'law yes: no', subject: "model:x on:configured 'q'", related: [] };
const warning: Finding = { code: 'MS4010', id: 'VERSION_NEEDLESS', severity: 'warning', message: 'twice', place, related: [] };
const report: Report = { command: 'lint', findings: [hostile, cell, warning] };
const clean: Report = { command: 'lint', findings: [] };

test('json: as the published schema says, clean or not', () => {
  for (const each of [report, clean]) {
    const parsed: unknown = JSON.parse(print(each, 'json'));
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
    expect(parsed).toMatchObject({ command: 'lint', status: each === clean ? 'clean' : 'findings', findings: each.findings });
  }
  expect(JSON.parse(print(report, 'json'))).toMatchObject({ errors: 2, warnings: 1 });
  expect(validate({ ...JSON.parse(print(clean, 'json')), more: 1 })).toBe(false);
});

test('jsonl: a finding a line, and a last line without which it is not whole', () => {
  const lines = (each: Report): unknown[] =>
    print(each, 'jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(lines(clean)).toEqual([{ type: 'summary', command: 'lint', status: 'clean', errors: 0, warnings: 0 }]);
  expect(lines(report)).toEqual([
    ...report.findings.map((finding) => ({ type: 'finding', ...finding })),
    { type: 'summary', command: 'lint', status: 'findings', errors: 2, warnings: 1 },
  ]);
});

test('sarif: rules, places, and that the run came to its end', () => {
  const [run] = JSON.parse(print(report, 'sarif')).runs;
  expect(run.invocations).toEqual([{ executionSuccessful: true }]);
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['DISAGREEMENT', 'MS4010', 'MS5001']);
  const [first, second, third] = run.results;
  expect(first.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'my/spec/models/a%20b%2Cc%3Ad%25.yaml' },
    region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
  });
  expect(first.relatedLocations).toHaveLength(1);
  expect(second.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: cell.subject }] }]);
  expect([first.level, third.level]).toEqual(['error', 'warning']);
  expect(JSON.parse(print(clean, 'sarif')).runs[0]).toMatchObject({
    results: [],
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: [{ level: 'note', message: { text: 'migspec lint: no findings' } }] },
    ],
  });
});

test('github: one command a finding, whatever the text holds', () => {
  expect(print(report, 'github').split('\n')).toEqual([
    '::error file=my/spec/models/a b%2Cc%3Ad%25.yaml,line=3,endLine=3,col=5,endColumn=9,title=MS5001 VARIABLE_DUPLICATE::50%25 of it%0A::error file=x,line=1::forged <b attr="1">&\u0007\u{1f600}%0Arename one, or the other',
    "::error title=DISAGREEMENT::law yes: no%0Amodel:x on:configured 'q'",
    '::warning file=my/spec/models/x.yaml,line=3,endLine=3,col=5,endColumn=9,title=MS4010 VERSION_NEEDLESS::twice',
    '',
  ]);
  expect(print(clean, 'github')).toBe('::notice title=migspec lint::no findings\n');
});

test('junit: a case each, errors fail, and a clean run is a case that passed', () => {
  const xml = print(report, 'junit');
  expect(xml.match(/<testcase /g)).toHaveLength(3);
  expect(xml).toContain('<testsuites tests="3" failures="2" errors="0">');
  expect(xml.match(/<failure /g)).toHaveLength(2);
  expect(xml).toContain('forged &lt;b attr=&quot;1&quot;&gt;&amp;?\u{1f600}');
  expect(xml).not.toContain('\u0007');
  expect(print(clean, 'junit')).toContain('<testcase classname="migspec lint" name="no findings"/>');
});

test('a testee: each described failure, the others, and why it ended', () => {
  const result = {
    name: 'mine',
    asked: 3,
    passed: 1,
    failed: 2,
    unsupported: 0,
    notAnswered: 4,
    codecs: { tested: ['m|b@1|s'], unsupported: [] },
    failures: [{ codec: 'm|b@1|s', name: 'decode reset', expected: 'a 1', got: 'a\u001b 2' }],
    ended: 'it ended with exit code 7',
  };
  expect(testeeFindings(result).map(({ id, message, subject }) => [id, message, subject])).toEqual([
    ['TESTEE_DISAGREES', 'decode reset: expected a 1, got a\\u{1b} 2', 'm|b@1|s'],
    ['TESTEE_DISAGREES', '1 more answers are wrong', undefined],
    ['TESTEE_ENDED', 'the testee could not go on: it ended with exit code 7', undefined],
  ]);
  const right = { ...result, failed: 0, failures: [], ended: undefined };
  expect(testeeFindings(right)).toEqual([]);
  expect(testeeFindings({ ...right, asked: 0, passed: 0 }).map(({ id }) => id)).toEqual(['TESTEE_NOT_ASKED']);
});

test('a testee is printed in the format that was asked for', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const options = { testee: 'true', codec: 'beeper', seed: '1', timeout: '10', json: false, format: 'junit' } as const;
    expect(await conformTestee(options)).toBe(1);
    const stdout = written.mock.calls.map(([text]) => String(text)).join('');
    expect(stdout.match(/<failure /g)).toHaveLength(1);
    expect(stdout).toContain('type="TESTEE_ENDED"');
  } finally {
    written.mockRestore();
  }
});

function specWith(text: string, implementation?: string): string {
  const folder = join(temporaryFolder(), 'spec');
  mkdirSync(join(folder, 'models/example.org'), { recursive: true });
  writeFileSync(join(folder, 'models/example.org/beeper.yaml'), text);
  if (implementation !== undefined) {
    mkdirSync(join(folder, 'implementations'));
    writeFileSync(join(folder, 'implementations/acme.yaml'), implementation);
  }
  return folder;
}
const acme =
  'implementation: acme\nsources: [test]\nframing: native\ndestination: configured\nbuilds: { "1": { sources: [test], models: { example.org/beeper: {} } } }\n';
const beeper = 'model: example.org/beeper\nstate:\n  beeper: { sources: [test], fields: { frequency: u16 } }\n';

test('commands that find something print it in each format, and the exit code stays', () => {
  const bad = specWith(beeper.replace('u16', 'u17'));
  const good = specWith(beeper, acme);
  for (const command of ['lint', 'generate', 'conform']) {
    const out = command === 'generate' ? ['--out', temporaryFolder()] : [];
    for (const format of command === 'lint' ? others : (['json'] as const)) {
      const wrong = migspec(command, '--spec', bad, '--format', format, ...out);
      expect([command, format, wrong.status]).toEqual([command, format, 1]);
      expect(wrong.stdout).toContain('MS3005');
      const right = migspec(command, '--spec', good, '--format', format, ...out);
      expect([command, format, right.status, right.stdout]).toEqual([command, format, 0, print({ command, findings: [] }, format)]);
    }
  }
});

test('a matrix without a cell is no clean run', () => {
  const lonely = specWith(beeper);
  const spec = specWith(beeper, acme);
  for (const args of [
    ['--spec', lonely],
    ['--spec', spec, '--only', 'model:nope'],
    ['--spec', spec, '--only', 'in:nope'],
  ]) {
    const { status, stdout } = migspec('conform', ...args, '--format', 'json');
    expect([args, status]).toEqual([args, 1]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'findings', errors: 1, findings: [{ id: 'NOTHING_DRIVEN' }] });
  }
});

test('a state that cannot be sent is a disagreement, not an internal error', () => {
  const counted = beeper.replace('frequency: u16', 'n: u8, t: { type: u8, count: "state.n - 1", capacity: 4 }');
  const { status, stdout } = migspec('conform', '--spec', specWith(counted, acme), '--format', 'json');
  expect(status).toBe(1);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  expect(findings.map(({ id }) => id)).toContain('DISAGREEMENT');
  expect(findings[0]?.message).toContain('refused-at-save: STATE_INVALID');
});

test('files that would change have a place', () => {
  const spec = specWith(beeper);
  const out = temporaryFolder();
  for (const args of [
    ['fmt', '--spec', spec],
    ['generate', '--spec', spec, '--out', out],
  ]) {
    const { status, stdout } = migspec(...args, '--check', '--format', 'json');
    expect([args, status]).toEqual([args, 1]);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    expect(validate(JSON.parse(stdout))).toBe(true);
    for (const { place } of findings) expect(place).toMatchObject({ line: 1, column: 1 });
    const files = findings.map(({ place }) => resolve(place?.file ?? ''));
    expect(files).toContain(args[0] === 'fmt' ? join(spec, 'models/example.org/beeper.yaml') : join(out, 'devices/package.json'));
  }
});

test('whole answers are as their published schemas say', () => {
  const compat = published('compat');
  const device = 'https://example.org/devices/e1000e';
  const answers = [
    ['thread-2020@3', 'thread-2020@2', '--device', `${device},version=2`],
    ['thread-2020@3', 'thread-2020@2', '--device', `${device},version=3`],
    ['qemu@10.0.13', 'qemu@11.1.3', '--machine', 'pc-q35-5.2', '--device', 'virtio-blk-pci,num-queues=4'],
  ].map((args) => JSON.parse(migspec('compat', ...args, '--json').stdout));
  expect(answers.map(({ verdict }) => verdict.outcome)).toEqual(['yes', 'no', 'depends']);
  for (const answer of answers) expect(compat(answer), JSON.stringify(compat.errors)).toBe(true);
  expect(compat({ ...answers[0], verdict: { ...answers[0].verdict, outcome: 'maybe' } })).toBe(false);
  const conform = published('conform');
  const result = JSON.parse(migspec('conform', '--json', '--only', 'model:https://example.org/devices/e1000e').stdout);
  expect(result.matrices).toHaveLength(1);
  expect(conform(result), JSON.stringify(conform.errors)).toBe(true);
  expect(conform({ ...result, resultVersion: 2 })).toBe(false);
});

test('places are named from the folder in which the command runs', () => {
  const bad = specWith(beeper.replace('u16', 'u17'));
  const { findings } = JSON.parse(migspec('lint', '--spec', bad, '--format', 'json').stdout);
  expect(readFileSync(findings[0].place.file, 'utf8')).toContain('u17');
});

test('a run that fails prints nothing that could be read as a clean one', () => {
  for (const format of ['json', 'junit']) {
    const { status, stdout, stderr } = migspec('lint', '--spec', join(temporaryFolder(), 'none'), '--format', format);
    expect([format, status, stdout]).toEqual([format, 2, '']);
    expect(stderr).toContain('no such folder');
  }
  expect(migspec('lint', '--format', 'xml').status).toBe(2);
});

test('nothing found is said', () => {
  expect(migspec('lint', '--spec', specWith(beeper))).toEqual({ status: 0, stdout: '', stderr: 'no findings\n' });
});
