import type { ArrayCount, Count, FieldType } from '../../../ir/layout.js';

/** How the number of elements or bytes is decided, whatever its bound. */
export function countOf(type: FieldType): string | undefined {
  const count = countIn(type);
  if (count === undefined) return undefined;
  if (count.kind === 'fixed') return String(count.value);
  return count.kind === 'counted' ? count.by.text : `marked (${count.more}, ${count.end})`;
}

/** The most elements or bytes that are taken. */
export function capacityOf(type: FieldType): number | undefined {
  if (type.kind === 'string') return type.capacity;
  const count = countIn(type);
  return count === undefined || count.kind === 'fixed' ? undefined : count.capacity;
}

function countIn(type: FieldType): Count | ArrayCount | undefined {
  if (type.kind === 'array') return type.count;
  return type.kind === 'bytes' ? type.length : undefined;
}
