/** What a reader of generated types is told: meaning, unit, range, since when. */
import type { SnapshotField, SnapshotParam } from '../../ir/snapshot.js';
import { fieldFacts } from '../fields.js';
import { commentLine, commentLines } from './text.js';

export function fieldDocs(field: SnapshotField): string[] {
  return [...(field.doc === undefined ? [] : commentLines(field.doc)), commentLine(fieldFacts(field))];
}

export function paramDocs(param: SnapshotParam): string[] {
  const facts = [
    param.type.kind === 'int' ? `${param.type.signed ? 'i' : 'u'}${param.type.bits}` : param.type.kind,
    ...(param.unit === undefined ? [] : [`unit: ${param.unit}`]),
    ...paramRange(param),
    `default: ${param.default.text}`,
    ...(param.off === undefined ? ['cannot be disabled'] : [`off: ${String(param.off.value)}`]),
    `since ${param.since}`,
  ];
  return [...(param.doc === undefined ? [] : commentLines(param.doc)), commentLine(`${facts.join('; ')}.`)];
}

function paramRange({ range }: SnapshotParam): string[] {
  const items = range.items.map((item) => ('value' in item ? item.value : item.min === item.max ? item.min : `${item.min}..${item.max}`));
  return [
    ...(items.length === 0 ? [] : [`accepts ${items.join(', ')}`]),
    ...(range.multipleOf === undefined ? [] : [`a multiple of ${range.multipleOf}`]),
    ...(range.powerOfTwo === true ? ['a power of two'] : []),
    ...(range.mask === undefined ? [] : [`bits of ${range.mask}`]),
  ];
}
