/** JSON of strangers against a schema, with bounds on everything. */
import type { SchemaNode } from '@migspec/capabilities/schema';
import type { CompatCode } from '../codes.js';
import { isTree } from '../expr/read.js';
import type { Problem } from '../problem.js';

export interface LoadLimits {
  /** Objects, lists and values in the whole document. */
  readonly nodes: number;
  readonly depth: number;
  readonly text: number;
}

/** Problems reported at once. */
export const mostProblems = 20;

/** The code of what does not fit, and what the whole is called. */
interface Words {
  readonly code: CompatCode;
  readonly whole: string;
}

export class Validator {
  readonly problems: Problem[] = [];
  private readonly definitions: Readonly<Record<string, SchemaNode>>;
  private readonly limits: LoadLimits;
  private readonly words: Words;
  private nodes = 0;

  constructor(definitions: Readonly<Record<string, SchemaNode>>, limits: LoadLimits, words: Words) {
    this.definitions = definitions;
    this.limits = limits;
    this.words = words;
  }

  check(value: unknown, schema: SchemaNode, at: string, depth: number): void {
    if (this.problems.length >= mostProblems) return;
    if (++this.nodes > this.limits.nodes || depth > this.limits.depth) {
      this.nodes = this.limits.nodes;
      if (!this.problems.some((problem) => problem.code === 'DOCUMENT_TOO_LARGE')) {
        this.problems.push({ code: 'DOCUMENT_TOO_LARGE', message: `${this.words.whole} is too large or too deep`, at });
      }
      return;
    }
    if (schema.$ref !== undefined) {
      const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
      if (name === 'Expr') {
        if (!isTree(value)) this.report(at, 'an expression tree');
      } else this.check(value, this.definitions[name] ?? {}, at, depth);
    } else if (schema.const !== undefined) {
      if (value !== schema.const) this.report(at, JSON.stringify(schema.const));
    } else if (schema.anyOf !== undefined) this.checkChoice(value, schema.anyOf, at, depth);
    else if (schema.properties !== undefined) this.checkObject(value, schema, at, depth);
    else this.checkPlain(value, schema, at, depth);
  }

  /** The branch that `kind` names, where there is one: its problems are the ones to read. */
  private checkChoice(value: unknown, choices: readonly SchemaNode[], at: string, depth: number): void {
    const kind = isObject(value) && 'kind' in value ? value.kind : undefined;
    const named = kind === undefined ? [] : choices.filter((choice) => this.kinds(choice).includes(kind));
    const [only] = named.length > 0 ? named : choices;
    if (named.length === 1 && only !== undefined) {
      this.check(value, only, at, depth + 1);
      return;
    }
    for (const choice of choices) {
      const attempt = new Validator(this.definitions, { ...this.limits, nodes: this.limits.nodes - this.nodes }, this.words);
      attempt.check(value, choice, at, depth + 1);
      this.nodes += attempt.nodes;
      if (attempt.problems.length === 0) return;
    }
    this.report(at, choices.map(describe).join(' or '));
  }

  private kinds(choice: SchemaNode): readonly unknown[] {
    const kind = choice.properties?.kind;
    return kind === undefined ? [] : kind.anyOf === undefined ? [kind.const] : kind.anyOf.map((item) => item.const);
  }

  private checkObject(value: unknown, schema: SchemaNode, at: string, depth: number): void {
    if (!isObject(value)) {
      this.report(at, 'an object');
      return;
    }
    const properties = schema.properties ?? {};
    for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) this.report(`${at}/${name}`, 'a member that is missing');
    for (const [name, member] of Object.entries(value)) {
      const inner = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (inner === undefined) this.report(`${at}/${pointer(name)}`, 'no such member');
      else this.check(member, inner, `${at}/${pointer(name)}`, depth + 1);
    }
  }

  private checkPlain(value: unknown, schema: SchemaNode, at: string, depth: number): void {
    switch (schema.type) {
      case 'string':
        if (typeof value !== 'string') this.report(at, 'text');
        else if (value.length > this.limits.text) this.report(at, `text of at most ${this.limits.text} characters`);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') this.report(at, 'true or false');
        return;
      case 'number':
        if (typeof value !== 'number' || !Number.isFinite(value)) this.report(at, 'a number');
        return;
      case 'integer':
        if (!Number.isSafeInteger(value)) this.report(at, 'an integer');
        return;
      case 'array':
        if (!Array.isArray(value)) this.report(at, 'a list');
        else for (const [index, item] of value.entries()) this.check(item, schema.items ?? {}, `${at}/${index}`, depth + 1);
        return;
      case 'object':
        if (!isObject(value)) this.report(at, 'an object');
        else if (schema.additionalProperties) {
          for (const [name, member] of Object.entries(value))
            this.check(member, schema.additionalProperties, `${at}/${pointer(name)}`, depth + 1);
        }
    }
  }

  private report(at: string, want: string): void {
    if (this.problems.length < mostProblems)
      this.problems.push({ code: this.words.code, message: `${at === '' ? this.words.whole : at}: ${want} is expected`, at, want });
  }
}

function describe(schema: SchemaNode): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const kind = schema.properties?.kind?.const;
  return kind === undefined ? (schema.type ?? schema.$ref?.slice(8) ?? 'a value') : `{ kind: ${JSON.stringify(kind)} }`;
}

export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointer(name: string): string {
  return name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
}
