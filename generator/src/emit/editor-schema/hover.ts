import type { Example } from '../../schema/common.js';
import type { SchemaNode } from '../../shape/schema-node.js';
import { exampleOf } from './examples.js';

/** Where a shape is used. */
export interface Use {
  /** The key that the value stands at. */
  readonly key?: string;
  /** Its map needs it. */
  readonly needed?: boolean;
  /** What the place means, where the shape only says what this way of writing it is. */
  readonly about?: string;
  /** It is one of several ways of writing the value. */
  readonly branch?: boolean;
  /** Examples of the place, for a shape that has none. */
  readonly examples?: readonly Example[];
}

/** What an editor shows for a place: what it is, what may stand there, and an example. */
export function hoverText(schema: SchemaNode, use: Use): string {
  const description = schema.description ?? use.about ?? '';
  const words = use.about === undefined || use.about === description ? [description] : [use.about, description];
  return [...words, facts(schema, use.needed === true), example(schema, use)].filter((part) => part !== '').join('\n\n');
}

function facts(schema: SchemaNode, needed: boolean): string {
  // The values of an enum are shown one by one.
  const kind = schema.enum === undefined ? (schema.title ?? '') : 'one of the words below';
  const { minimum, maximum } = schema;
  const bounds = minimum === undefined ? '' : maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  const parts = [kind, bounds, needed ? 'needed' : ''].filter((part) => part !== '');
  return parts.length === 0 ? '' : `*${parts.join(' · ')}*`;
}

function example(schema: SchemaNode, { key, examples }: Use): string {
  const yaml = schema['x-examples'] === undefined && examples?.[0] !== undefined ? examples[0].yaml : exampleOf(schema);
  if (yaml === '{}') return '';
  return `\`\`\`yaml\n${key === undefined ? '' : `${key}: `}${yaml}\n\`\`\``;
}
