import { shape as codes } from '../diagnostics/codes/shape.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { YamlNode } from '../parse/node.js';
import type { SchemaNode } from './schema-node.js';

/** A value of the wrong kind, with the two mistakes that have a finding of their own: numbers for versions, and expressions that YAML took apart. */
export function reportScalar(schema: SchemaNode, node: YamlNode, reporter: Reporter): void {
  const wanted = schema.title ?? describe(schema);
  if (node.kind === 'scalar' && schema['x-text'] === 'version' && node.value !== null) {
    const number = node.value === null || String(node.value) === node.written ? '' : `: unquoted, YAML reads ${String(node.value)}`;
    reporter.report(codes.versionNotString, node.span, `versions, revisions and builds are strings, ${node.written} is not${number}`, {
      help: `write "${node.written}"`,
    });
    return;
  }
  if (node.kind === 'map' && schema['x-text'] === 'expression') {
    reporter.report(codes.expressionNotQuoted, node.span, `${wanted} is needed, and YAML reads a map here`, {
      help: 'quote the expression: ": " makes a map of an unquoted one',
    });
    return;
  }
  if (node.kind === 'scalar' && node.value === null) {
    reporter.report(codes.valueMissing, node.span, `${wanted} is needed here, and there is nothing`, {
      help: 'write a value behind the colon, or remove the key; what belongs below it is indented',
    });
    return;
  }
  const dashes = node.kind === 'list' && schema.type === 'object' ? 'write `name: …` without the dash; ' : '';
  const help =
    node.kind === 'scalar' && typeof node.value !== 'string' && node.value !== null && schema.type === 'string'
      ? { help: `write "${node.written}"` }
      : schema.description === undefined
        ? {}
        : { help: `${dashes}what belongs here: ${schema.description}` };
  reporter.report(codes.valueKind, node.span, `${wanted} is needed here, not ${found(node)}`, help);
}

export function describe(schema: SchemaNode): string {
  switch (schema.type) {
    case 'object':
      return 'a map';
    case 'array':
      return 'a list';
    case 'integer':
      return 'an integer';
    case 'boolean':
      return 'true or false';
    default:
      return 'a text';
  }
}

function found(node: YamlNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'string') return `the text "${node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value}"`;
  if (typeof node.value === 'boolean') return String(node.value);
  return typeof node.value === 'bigint' ? `the integer ${node.value}` : `the number ${node.written}`;
}
