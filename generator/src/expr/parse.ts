/** Expression text → typed tree. The parser is a library's; what it accepts beyond our subset is refused here. */
import { Environment } from '@marcbachmann/cel-js';
import { convert } from './convert.js';
import { deepestExpression, type ExprError, type ExprScope, longestExpression } from './scope.js';
import type { Expr } from './tree.js';
import { describeType, type ExprType } from './types.js';

export type ParseResult = { readonly expr: Expr; readonly type: ExprType } | { readonly errors: readonly ExprError[] };

// The library counts brackets, which leave no node behind; the tree's own depth is counted by `convert`.
const environment = new Environment({ limits: { maxDepth: deepestExpression } });

/**
 * Parses and type-checks one expression. Never throws: everything that is wrong with the text comes back as `errors`,
 * several at once where they are independent.
 */
export function parseExpression(text: string, scope: ExprScope): ParseResult {
  if (text.length > longestExpression) {
    return failed('EXPRESSION_LIMIT', `an expression has at most ${longestExpression} characters, this one ${text.length}`, 0, text.length);
  }
  if (text.trim() === '') return failed('EXPRESSION_SYNTAX', 'the expression is empty', 0, text.length);
  const parsed = parseText(text);
  if ('errors' in parsed) return parsed;
  const { built, errors } = convert(parsed.ast, text, scope);
  if (errors.length > 0) return { errors };
  if (!built) return failed('EXPRESSION_SYNTAX', 'the expression cannot be read', 0, text.length);
  const mismatch = expectation(built.type, scope.expected);
  if (mismatch) return failed('EXPRESSION_TYPE', mismatch, 0, text.length);
  return { expr: built.expr, type: built.type };
}

type Ast = ReturnType<Environment['parse']>['ast'];

function parseText(text: string): { readonly ast: Ast } | { readonly errors: readonly ExprError[] } {
  try {
    return { ast: environment.parse(text).ast };
  } catch (error) {
    const { code, summary, range } = readParseError(error);
    const start = Math.min(range?.start ?? 0, text.length);
    const end = Math.max(start, Math.min(range?.end ?? text.length, text.length));
    if (code === 'limit_exceeded' || error instanceof RangeError) {
      return failed('EXPRESSION_LIMIT', `an expression is nested at most ${deepestExpression} deep`, start, end);
    }
    const word = wordIn(text);
    if (word !== undefined) return { errors: [{ id: 'EXPRESSION_SYNTAX', ...word }] };
    return failed('EXPRESSION_SYNTAX', describeSyntax(summary, text, start), start, end);
  }
}

interface LibraryError {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

const readParseError = (error: unknown): LibraryError => (error instanceof Error ? (error as LibraryError) : {});

const tokens: Readonly<Record<string, string>> = {
  EOF: 'the end',
  NUMBER: 'a number',
  STRING: 'a string',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  PLUS: '`+`',
  MINUS: '`-`',
  MULTIPLY: '`*`',
  DIVIDE: '`/`',
  MODULO: '`%`',
  EQ: '`==`',
  NE: '`!=`',
  LT: '`<`',
  LE: '`<=`',
  GT: '`>`',
  GE: '`>=`',
  AND: '`&&`',
  OR: '`||`',
  NOT: '`!`',
  IN: '`in`',
  LPAREN: '`(`',
  RPAREN: '`)`',
  LBRACKET: '`[`',
  RBRACKET: '`]`',
  LBRACE: '`{`',
  RBRACE: '`}`',
  DOT: '`.`',
  COMMA: '`,`',
  COLON: '`:`',
  QUESTION: '`?`',
  BYTES: 'bytes',
};

/** Operators of other languages, and how they are written here. */
const words: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', if: 'c ? a : b', then: 'c ? a : b', else: 'c ? a : b' };

/** A word that another language has in the place of an operator; texts and names behind a dot are something else. */
function wordIn(text: string): Omit<ExprError, 'id'> | undefined {
  const plain = text.replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length));
  const match = /(?<![.\w])(and|or|not|if|then|else)(?!\w)/i.exec(plain);
  const sign = match === null ? undefined : words[match[0].toLowerCase()];
  if (match === null || sign === undefined) return undefined;
  const message = `expressions have no \`${match[0]}\``;
  return { message, start: match.index, end: match.index + match[0].length, hint: `write \`${sign}\`` };
}

/** The library's message with its token names put in words. */
function describeSyntax(summary: string | undefined, text: string, start: number): string {
  if (!summary) return 'the expression cannot be parsed';
  const single = text[start];
  if ((single === '=' || single === '&' || single === '|') && summary.startsWith('Unexpected character')) {
    return single === '='
      ? '`=` is not an operator, equality is `==`'
      : `\`${single}\` is not an operator; bits are taken with bitAnd and bitOr`;
  }
  const worded = summary.replace(/\b[A-Z]{2,}\b/g, (token) => tokens[token] ?? token);
  return worded.charAt(0).toLowerCase() + worded.slice(1);
}

function expectation(type: ExprType, expected: ExprScope['expected']): string | undefined {
  if (!expected || type.kind === 'any' || type.kind === expected) return undefined;
  const wanted = { bool: 'a bool', int: 'an integer', string: 'a string' }[expected];
  return `this must be ${wanted}, but is ${describeType(type)}`;
}

const failed = (id: ExprError['id'], message: string, start: number, end: number): { readonly errors: readonly ExprError[] } => ({
  errors: [{ id, message, start, end }],
});
