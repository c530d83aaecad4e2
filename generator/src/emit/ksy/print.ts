/** Descriptions as YAML text. Only here is the YAML library known. */
import { Document, isMap, isScalar } from 'yaml';
import type { KsyFile } from './description.js';

/** `header` is one line. Kaitai's compilers read YAML 1.1 or 1.2: what either would not take for a string is quoted. */
export function printDescription(file: KsyFile, header: string): string {
  const document = new Document(withoutEmpty(file), { version: '1.1', aliasDuplicateObjects: false });
  numberKeys(document);
  return `# ${header}\n${document.toString({ lineWidth: 0, directives: false })}`;
}

function withoutEmpty({ types, enums, ...file }: KsyFile): object {
  return {
    ...file,
    ...(Object.keys(types).length === 0 ? {} : { types }),
    ...(Object.keys(enums).length === 0 ? {} : { enums }),
  };
}

/** Values of enums are numbers, which keys of objects cannot be. */
function numberKeys(document: Document): void {
  const enums = document.get('enums');
  if (!isMap(enums)) return;
  for (const { value } of enums.items) {
    if (!isMap(value)) continue;
    for (const pair of value.items) if (isScalar(pair.key)) pair.key = document.createNode(Number(pair.key.value));
  }
}
