/** JSON Schema definitions → TypeScript types. Knows just the shapes that schema.ts uses; anything else is a fault of ours. */

/** What of JSON Schema the document's schema uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly description?: string;
}

/** One exported type, with its comment. */
export function printDefinition(name: string, schema: JsonSchema): string {
  const comment = schema.description === undefined ? '' : `${printComment(schema.description, '')}\n`;
  if (schema.properties !== undefined) return `${comment}export interface ${name} ${printObject(schema, '')}\n`;
  if (schema.anyOf?.some((item) => item.properties !== undefined)) {
    const lines = schema.anyOf.map((item) => {
      const note = item.description === undefined ? '' : `${printComment(item.description, '  ')}\n`;
      return `${note}  | ${printType(item, '  ')}`;
    });
    return `${comment}export type ${name} =\n${lines.join('\n')};\n`;
  }
  return `${comment}export type ${name} = ${printType(schema, '')};\n`;
}

/** The definitions that a definition names, itself not included. */
export function references(schema: JsonSchema): readonly string[] {
  const found = new Set<string>();
  const visit = (item: JsonSchema): void => {
    if (item.$ref !== undefined) found.add(nameOf(item.$ref));
    for (const choice of item.anyOf ?? []) visit(choice);
    for (const property of Object.values(item.properties ?? {})) visit(property);
    if (item.items !== undefined) visit(item.items);
    if (item.additionalProperties !== undefined && item.additionalProperties !== false) visit(item.additionalProperties);
  };
  visit(schema);
  return [...found];
}

function printType(schema: JsonSchema, indent: string): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return typeof schema.const === 'string' ? quote(schema.const) : String(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map((item) => printType(item, indent)).join(' | ');
  if (schema.properties !== undefined) return printObject(schema, indent);
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array': {
      const item = printType(schema.items ?? {}, indent);
      return schema.items?.anyOf !== undefined ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'object':
      return `Readonly<Record<string, ${schema.additionalProperties ? printType(schema.additionalProperties, indent) : 'never'}>>`;
    default:
      throw new Error(`the document schema uses a shape that has no type: ${JSON.stringify(schema)}`);
  }
}

/** On one line where it stands inside another type and fits, else a member a line. */
function printObject(schema: JsonSchema, indent: string): string {
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties ?? {}).map(([key, property]) => ({
    comment: property.description,
    text: `readonly ${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}${required.has(key) ? '' : '?'}: ${printType(property, `${indent}  `)}`,
  }));
  const line = `{ ${members.map((member) => member.text).join('; ')} }`;
  const plain = members.every((member) => member.comment === undefined && !member.text.includes('\n'));
  if (indent !== '' && plain && line.length <= 110) return members.length === 0 ? '{}' : line;
  const lines = members.map(
    (member) => `${member.comment === undefined ? '' : `${printComment(member.comment, `${indent}  `)}\n`}${indent}  ${member.text};`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function printComment(text: string, indent: string): string {
  return `${indent}/** ${text.replaceAll('*/', '*\\/')} */`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function nameOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
