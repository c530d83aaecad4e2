import { writeNativeStream } from '@migspec/runtime/native';
import { expect, test } from 'vitest';
import { file, fixturePath, fixtures, migspec, nativeVectors, temporaryFolder, unpacked, vectorBytes } from './run.js';

test('inspect: every record of a QEMU stream, packed or not', () => {
  const packed = migspec('inspect', fixturePath('7.2-pc-q35-5.2-e1000e'));
  expect({ status: packed.status, stderr: packed.stderr }).toEqual({ status: 0, stderr: '' });
  const [, first, second] = packed.stdout.split('\n');
  expect(first).toMatch(/^0x00000000 +8 {2}HEADER +format version 3$/);
  expect(second).toMatch(/^0x00000008 +15 {2}CONFIGURATION +machine type pc-q35-5\.2$/);
  expect(packed.stdout).toMatch(/SECTION_FULL {3}\S*\/e1000e .*https:\/\/qemu\.org\/devices\/e1000e/);
  expect(packed.stdout.trimEnd().split('\n').at(-1)).toMatch(
    /^\d+ full sections: \d+ bytes typed, \d+ bytes opaque; a footer behind every section$/,
  );
  expect(migspec('inspect', file(unpacked(fixturePath('7.2-pc-q35-5.2-e1000e'))))).toEqual(packed);
});

test('inspect --json: one object, whose records are the whole stream', () => {
  // The largest ones cost a second each, and differ in nothing that is looked at here.
  const paths = fixtures.filter((path) => !path.endsWith('combo.bin.gz') && !path.includes('vblk-'));
  expect(paths.length).toBeGreaterThanOrEqual(5);
  for (const path of paths) {
    const { status, stdout, stderr } = migspec('inspect', path, '--json');
    expect([path, status, stderr]).toEqual([path, 0, '']);
    const { framing, records, sections, typedBytes, opaqueBytes } = JSON.parse(stdout);
    const full = records.filter(({ record }: { record: string }) => record === 'SECTION_FULL');
    expect([path, framing, sections]).toEqual([path, 'qemu', full.length]);
    let end = 0;
    let payload = 0;
    for (const { record, offset, length, payload: at } of records) {
      expect([path, record, offset]).toEqual([path, record, end]);
      end = offset + length;
      payload += record === 'SECTION_FULL' ? at.length : 0;
    }
    expect([path, end, payload]).toEqual([path, unpacked(path).length, typedBytes + opaqueBytes]);
    expect(typedBytes).toBeGreaterThan(0);
  }
});

test('inspect --hex: the bytes of the stream, with what they are', () => {
  const { status, stdout } = migspec('inspect', fixturePath('7.2-pc-i440fx-2.3-bare'), '--hex');
  expect(status).toBe(0);
  expect(stdout.split('\n', 2)).toEqual([
    expect.stringMatching(/^0x00000000 {2}51 45 56 4d +magic "QEVM"$/),
    expect.stringMatching(/^0x00000004 {2}00 00 00 03 +format version 3$/),
  ]);
});

test('inspect: native streams, good and bad', () => {
  const [empty, complete] = ['empty-machine', 'device-complete'].map((name) => nativeVectors('good').find((each) => each.name === name));
  if (empty === undefined || complete === undefined) throw new Error('a vector is missing');
  const plain = migspec('inspect', file(vectorBytes(complete)));
  expect({ status: plain.status, stderr: plain.stderr }).toEqual({ status: 0, stderr: '' });
  expect(plain.stdout).toContain('saved by ');
  for (const vector of [empty, complete]) {
    const { status, stdout } = migspec('inspect', file(vectorBytes(vector)), '--json');
    expect([vector.name, status]).toEqual([vector.name, 0]);
    expect(JSON.parse(stdout)).toMatchObject({ framing: 'native', stream: vector.expect.ok });
  }
  for (const name of ['checksum-section', 'kind-unknown-in-state', 'end-seal']) {
    const vector = nativeVectors('bad').find((each) => each.name === name);
    if (vector === undefined) throw new Error(`${name} is missing`);
    const path = file(vectorBytes(vector));
    const json = migspec('inspect', path, '--json');
    expect([name, json.status, JSON.parse(json.stdout).failure.code]).toEqual([name, 1, vector.expect.error]);
    const text = migspec('inspect', path);
    expect([name, text.status]).toEqual([name, 1]);
    expect(text.stderr).toMatch(
      new RegExp(`: MS80\\d\\d ${vector.expect.error} at byte \\d+ .*\nmigspec explain ${vector.expect.error} says more\n$`),
    );
    expect(json.stderr).toBe(text.stderr);
    expect(text.stdout).toContain('MACHINE');
  }
});

test('inspect: what a terminal would act on is escaped', () => {
  const hostile = '\u001b[2Jnic\u009b\u202e';
  const params = [{ id: hostile, off: false, type: 'string', value: `${hostile}\n` }] as const;
  const configuration = { model: hostile, build: 'example@1', path: '', instance: 0, params };
  const section = { name: hostile, instance: 0, version: 1, optional: false, payload: new Uint8Array(1) };
  const stream = { features: { critical: 0, optional: 0 }, machine: { facts: [] }, devices: [{ configuration, sections: [section] }] };
  const bytes = writeNativeStream(stream);
  const path = file(bytes);
  const { status, stdout } = migspec('inspect', path);
  expect(status).toBe(0);
  expect(stdout).toContain('\\u{1b}[2Jnic\\u{9b}\\u{202e} at ,');
  expect(stdout).not.toMatch(/[^\n -~]/);
  const json = migspec('inspect', path, '--json');
  expect(json.stdout).not.toMatch(/[^\n -~]/);
  expect(JSON.parse(json.stdout).stream.devices[0]).toMatchObject({ model: hostile, params });
  const { stderr } = migspec('inspect', file(bytes.subarray(0, -1)));
  expect(stderr).not.toMatch(/[^\n -~]/);
});

test('inspect: of a damaged stream what lies in front of the fault, and the fault', () => {
  const whole = unpacked(fixturePath('5.2-pc-q35-5.2-isa-serial'));
  const path = file(whole.subarray(0, 20_000));
  const text = migspec('inspect', path);
  expect(text.status).toBe(1);
  expect(text.stdout).toContain('CONFIGURATION');
  expect(text.stderr.split('\n')).toEqual([
    expect.stringMatching(/: MS8001 TRUNCATED at byte \d+ \(0x[0-9a-f]+\): /),
    'migspec explain TRUNCATED says more',
    '',
  ]);
  expect(text.stderr.startsWith(`${path}: `)).toBe(true);
  const json = migspec('inspect', path, '--json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout).failure.code).toBe('TRUNCATED');
  expect(JSON.parse(json.stdout).records.map(({ record }: { record: string }) => record)).toEqual([
    'HEADER',
    'CONFIGURATION',
    'SECTION_START',
    'SECTION_FOOTER',
  ]);

  for (const [bytes, code] of [
    // Cut behind RAM: the description at the end is gone, and only it knows where a section without a model ends.
    [whole.subarray(0, 40_000), 'MS8020 SECTION_UNKNOWN'],
    [new Uint8Array(0), 'MS8001 TRUNCATED'],
    [Uint8Array.from(Buffer.from('root:x:0:0')), 'MS8030 MAGIC_INVALID'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0, 1), 'MS8034 RECORD_INVALID'],
  ] as const) {
    const { status, stderr } = migspec('inspect', file(bytes));
    expect([code, status, stderr.includes(code)]).toEqual([code, 1, true]);
  }
});

test('inspect: files that cannot be read', () => {
  const folder = temporaryFolder();
  for (const [path, why] of [
    [`${folder}/nothing.bin`, 'no such file or folder'],
    [folder, 'is a folder, a file is needed'],
  ] as const) {
    expect(migspec('inspect', path)).toEqual({ status: 74, stdout: '', stderr: `migspec: ${path}: ${why}\n` });
  }
});
