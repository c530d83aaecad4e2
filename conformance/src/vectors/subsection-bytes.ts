/** Subsections that no writer has: to be skipped, or refused. */
import { bigEndian } from './integers.js';

export interface Made {
  readonly version?: number;
  readonly optional?: boolean;
  /** In hex; what follows the header. */
  readonly body?: string;
}

/** Name, version, flags, length, body. */
export function nativeSubsection(name: string, { version = 1, optional = false, body = '00' }: Made = {}): string {
  const bytes = Buffer.from(name);
  return [
    bigEndian(8, bytes.length),
    bytes.toString('hex'),
    bigEndian(32, version),
    optional ? '01' : '00',
    bigEndian(32, body.length / 2),
    body,
  ].join('');
}

/** 05, name, version, body. */
export function qemuSubsection(name: string, { version = 1, body = '' }: Made = {}): string {
  const bytes = Buffer.from(name);
  return `05${bigEndian(8, bytes.length)}${bytes.toString('hex')}${bigEndian(32, version)}${body}`;
}
