/** MACHINE: the machine type, and the facts that are fixed at creation. */
import { MigspecError } from '../../errors.js';
import type { PayloadReader } from './payload-reader.js';
import { PayloadWriter } from './payload-writer.js';
import { compareText } from './text.js';
import type { NativeFact, NativeLimits, NativeMachine } from './types.js';
import { readValue, writeValue } from './values.js';

export function readMachine(reader: PayloadReader, limits: NativeLimits): NativeMachine {
  const type = reader.text8();
  const facts = readFields(reader, limits, (): [string, NativeFact] => {
    const name = reader.name8('name of a fact');
    return [name, { name, ...readValue(reader) }];
  });
  reader.done();
  return { ...(type === '' ? {} : { type }), facts };
}

export function writeMachine(machine: NativeMachine, limits: NativeLimits): Uint8Array {
  const writer = new PayloadWriter();
  writer.text8(machine.type ?? '', 'the machine type');
  const facts = sortFields(machine.facts, (fact) => fact.name, limits, 'fact');
  writer.u16(facts.length, 'the number of facts');
  for (const fact of facts) {
    writer.name8(fact.name, 'name of a fact');
    writeValue(writer, fact, `the fact ${fact.name}`);
  }
  return writer.finish();
}

/** A count in two bytes, then that many fields whose names ascend: the same content has one encoding, and no name comes twice. */
export function readFields<T>(reader: PayloadReader, limits: NativeLimits, read: () => [string, T]): T[] {
  const at = reader.offset;
  const count = reader.u16();
  if (count > limits.fields) {
    throw new MigspecError('LIMIT_EXCEEDED', 'a record has too many fields', {
      offset: at,
      have: String(count),
      want: String(limits.fields),
    });
  }
  const fields: T[] = [];
  let before: string | undefined;
  for (let index = 0; index < count; index++) {
    const start = reader.offset;
    const [name, field] = read();
    if (before !== undefined && compareText(before, name) >= 0) throw reader.invalid('names do not ascend', start);
    before = name;
    fields.push(field);
  }
  return fields;
}

export function sortFields<T>(fields: readonly T[], nameOf: (field: T) => string, limits: NativeLimits, what: string): T[] {
  if (fields.length > limits.fields) {
    throw new MigspecError('LIMIT_EXCEEDED', `too many ${what}s`, { have: String(fields.length), want: String(limits.fields) });
  }
  const sorted = [...fields].sort((a, b) => compareText(nameOf(a), nameOf(b)));
  sorted.forEach((field, index) => {
    const next = sorted[index + 1];
    if (next !== undefined && nameOf(next) === nameOf(field))
      throw new MigspecError('STATE_INVALID', `the ${what} ${nameOf(field)} is there twice`);
  });
  return sorted;
}
