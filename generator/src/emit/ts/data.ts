import { propertyKey, quote } from './text.js';

/** An object literal of plain data, over several lines. */
export function dataLiteral(value: unknown, depth = 0): string {
  const inner = '  '.repeat(depth + 1);
  const close = '  '.repeat(depth);
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${dataLiteral(item, depth + 1)},`).join('\n')}\n${close}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    return `{\n${entries.map(([name, item]) => `${inner}${propertyKey(name)}: ${dataLiteral(item, depth + 1)},`).join('\n')}\n${close}}`;
  }
  return String(value);
}
