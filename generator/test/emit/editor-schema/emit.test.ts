import { expect, test } from 'vitest';
import { emitEditorSchemas } from '../../../src/emit/editor-schema/emit.js';

const files = emitEditorSchemas();

test('one schema per kind of file, the same bytes each time', () => {
  expect(files.map((file) => file.path)).toEqual([
    'model.schema.json',
    'types.schema.json',
    'classes.schema.json',
    'implementation.schema.json',
    'compat.schema.json',
    'machines.schema.json',
    'composed.schema.json',
    'case.schema.json',
  ]);
  expect(emitEditorSchemas()).toEqual(files);
});

test('only keywords that editors know, and a description for everything that an author writes', () => {
  const known = new Set([
    '$schema',
    '$comment',
    'markdownDescription',
    'enumDescriptions',
    'defaultSnippets',
    '$ref',
    'definitions',
    'type',
    'title',
    'description',
    'properties',
    'patternProperties',
    'additionalProperties',
    'required',
    'items',
    'anyOf',
    'enum',
    'pattern',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
  ]);
  const unknown = new Set<string>();
  const silent: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (!known.has(key)) unknown.add(key);
      if (key === 'properties' || key === 'patternProperties') {
        for (const [name, inner] of Object.entries(value as object)) {
          if (key === 'properties' && !described(inner)) silent.push(`${path}.${name}`);
          visit(inner, `${path}.${name}`);
        }
      } else if (key === 'items') visit(value, `${path}[]`);
      else if (key === 'anyOf') for (const branch of value as readonly unknown[]) visit(branch, path);
    }
  };
  for (const file of files) {
    const schema = JSON.parse(file.text) as { definitions?: Record<string, unknown> };
    visit(schema, file.path);
    for (const [name, inner] of Object.entries(schema.definitions ?? {})) visit(inner, `${file.path}#${name}`);
  }
  expect([...unknown]).toEqual([]);
  expect(silent).toEqual([]);
});

function described(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if ('description' in schema || '$ref' in schema) return true;
  return 'anyOf' in schema && Array.isArray(schema.anyOf) && schema.anyOf.some(described);
}
