/** Headers of subsections in both framings, byte by byte. */
import { expect, test } from 'vitest';
import {
  Cursor,
  enterSubsection,
  MigspecError,
  NativeSubsections,
  nameBytes,
  nativeSubsectionHeader,
  qemuSubsectionHeader,
  subsectionIs,
} from '../../src/index.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (value: string): string => hex(nameBytes(value));
const cursorOf = (bytes: string): Cursor => new Cursor(Uint8Array.from(Buffer.from(bytes, 'hex')));

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

test('qemu: 05, a name that is longer than the description’s and begins with it, be32 version', () => {
  expect(hex(qemuSubsectionHeader('nic/a', 0x102))).toBe(`0505${text('nic/a')}00000102`);
  const enter = (bytes: string): unknown => codeOf(() => enterSubsection(cursorOf(bytes), 0, nameBytes('nic')));
  expect(enter(`0505${text('nic/a')}00000102ff`)).toBe(0x102);
  expect(enter(`0605${text('nic/a')}00000102`)).toBe(-1);
  expect(enter(`0503${text('nic')}00000102`)).toBe(-1);
  expect(enter(`0502${text('ni')}00000102`)).toBe(-1);
  expect(enter(`0505${text('nix/a')}00000102`)).toBe(-1);
  expect(enter('')).toBe(-1);
  expect(enter(`0505${text('nic/')}`)).toBe('TRUNCATED');
  expect(enter(`0505${text('xyz')}`)).toBe('TRUNCATED');
  expect(enter(`0505${text('nic/a')}000001`)).toBe('TRUNCATED');
  const cursor = cursorOf(`0505${text('nic/a')}00000102ff`);
  enterSubsection(cursor, 0, nameBytes('nic'));
  expect(cursor.offset).toBe(11);
  const is = (name: string): boolean => subsectionIs(cursor, 0, nameBytes(name));
  expect([is('nic/a'), is('nic/b'), is('nic/ab'), is('nic/')]).toEqual([true, false, false, false]);
});

test('native: a count, then name, version, flags, length', () => {
  expect(hex(nativeSubsectionHeader('a/b', 0x102, true))).toBe(`03${text('a/b')}000001020100000000`);
  expect(hex(nativeSubsectionHeader('a/b', 1, false))).toBe(`03${text('a/b')}000000010000000000`);
  const sub = (name: string, flags = '00', length = 1): string =>
    `${(name.length / 2).toString(16).padStart(2, '0')}${name}00000007${flags}${length.toString(16).padStart(8, '0')}ee`;
  const all = (bytes: string): unknown =>
    codeOf(() => {
      const list = new NativeSubsections(cursorOf(bytes), 0);
      const found: unknown[] = [];
      while (list.next()) found.push([list.name, list.version, list.optional]);
      return [found, list.end];
    });
  expect(all('00ff')).toEqual([[], 1]);
  expect(all(`02${sub(text('a'))}${sub(text('b'), '01')}ff`)).toEqual([
    [
      ['a', 7, false],
      ['b', 7, true],
    ],
    25,
  ]);
  expect(all('')).toBe('TRUNCATED');
  expect(all(`02${sub(text('a'))}`)).toBe('TRUNCATED');
  expect(all(`01${sub(text('a'), '00', 2)}`)).toBe('TRUNCATED');
  expect(all(`01${sub(text('a'), '02')}`)).toBe('RESERVED_BITS');
  expect(all(`01${sub(text('a'), '80')}`)).toBe('RESERVED_BITS');
  expect(all(`02${sub(text('a'))}${sub(text('a'))}`)).toBe('SECTION_DUPLICATE');
  expect(all(`01${sub('')}`)).toBe('STRING_INVALID');
  expect(all(`01${sub('ff')}`)).toBe('STRING_INVALID');
  expect(all(`01${sub('6100')}`)).toBe('STRING_INVALID');
});
