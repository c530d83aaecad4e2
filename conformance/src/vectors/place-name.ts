/** What a place is, whatever the index: places of one name are damaged alike, and one of them is enough. */
import type { Place } from './map.js';

export function placeName({ kind, path, subsection }: Place): string {
  const where = path
    .map((step) => (typeof step === 'number' ? '[]' : step))
    .join('.')
    .replaceAll('.[]', '[]');
  if (subsection !== undefined) return where === '' ? subsection.name : `${where} ${subsection.name}`;
  return kind === 'value' || kind === 'string' ? where : `${where}${where === '' ? '' : ' '}${kind}`;
}
