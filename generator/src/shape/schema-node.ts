import type { TSchema } from 'typebox';
import type { Example } from '../schema/common.js';

/** The keywords of JSON Schema that the schemas of the YAML use, and the annotations for messages. */
export interface SchemaNode {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly 'x-text'?: 'version' | 'expression' | 'name' | 'text';
  readonly 'x-keys'?: string;
  readonly 'x-key'?: string;
  readonly 'x-examples'?: readonly Example[];
}

/** A TypeBox schema is its own JSON Schema; this is the view of it that the shape step walks. */
export function schemaNode(schema: TSchema): SchemaNode {
  return schema as SchemaNode;
}
