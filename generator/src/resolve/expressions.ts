import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { shape } from '../diagnostics/codes/shape.js';
import type { DiagnosticCode } from '../diagnostics/define.js';
import { parseExpression } from '../expr/parse.js';
import type { ExprErrorId, ExprScope } from '../expr/scope.js';
import type { Expr, Expression } from '../expr/tree.js';
import type { Life } from '../ir/spec.js';
import type { Span } from '../text/source.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';
import type { Revisions } from './lives.js';
import { references } from './references.js';

const errorCodes: Readonly<Record<ExprErrorId, DiagnosticCode>> = {
  EXPRESSION_SYNTAX: shape.expressionSyntax,
  EXPRESSION_LIMIT: shape.expressionLimit,
  EXPRESSION_UNSUPPORTED: shape.expressionUnsupported,
  EXPRESSION_TYPE: shape.expressionType,
  EXPRESSION_NAME_UNKNOWN: names.expressionName,
  EXPRESSION_NAME_DASHED: names.hyphenInExpression,
  EXPRESSION_NAME_BARE: shape.expressionNameBare,
  EXPRESSION_FUNCTION_UNKNOWN: shape.expressionFunction,
  EXPRESSION_ARGUMENTS: shape.expressionArguments,
  EXPRESSION_NEVER_EQUAL: shape.expressionNeverEqual,
  EXPRESSION_DECIDED: shape.expressionDecided,
  FACT_NOT_SHARED: names.factNotShared,
  EXPRESSION_RANGE: shape.expressionRange,
};

/** When each thing that an expression can mention exists. */
export interface Lives {
  readonly revisions: Revisions;
  readonly params: ReadonlyMap<string, Life>;
  readonly observables: ReadonlyMap<string, Life>;
  /** A variable may come and go; its lives do not overlap. */
  readonly state: ReadonlyMap<string, readonly Life[]>;
}

/** An expression's place: the scalar at `data[key]`. */
export interface At {
  readonly data: object;
  readonly key: string | number;
}

/** Parses the expression at a place; everything wrong with it is reported there. */
export function expression(
  context: Context,
  text: string,
  scope: ExprScope,
  at: At,
  lives: Lives,
  life: Life,
  shift = 0,
): Expression | undefined {
  const parsed = parseExpression(text, { judge: true, ...scope });
  const whole = context.places.value(at.data, at.key);
  if ('errors' in parsed) {
    for (const error of parsed.errors) {
      if (error.id === 'EXPRESSION_NAME_UNKNOWN' && error.name !== undefined && context.places.lost(error.name)) continue;
      const suggestion = error.name === undefined || error.known === undefined ? '' : didYouMean(error.name, error.known);
      const span = inside(context, at, text, error.start + shift, error.end + shift);
      context.reporter.report(
        errorCodes[error.id],
        span,
        `${error.message}${suggestion}`,
        error.hint === undefined ? knownHere(error.known ?? []) : { help: error.hint },
      );
    }
    return undefined;
  }
  context.exprTypes.set(parsed.expr, parsed.type);
  checkAvailable(context, parsed.expr, lives, life, whole);
  return { text, expr: parsed.expr };
}

/** The place inside a quoted scalar, when the text stands there without escapes; else the whole scalar. */
function inside(context: Context, at: At, text: string, start: number, end: number): Span {
  const span = context.places.value(at.data, at.key);
  const written = context.places.written(at.data, at.key);
  if (!written.includes(text) || span.end - span.start !== written.length + 2) return span;
  return { file: span.file, start: span.start + 1 + start, end: Math.max(span.start + 1 + end, span.start + 2 + start) };
}

/** What an expression mentions must exist at every revision at which the expression is used. */
function checkAvailable(context: Context, expr: Expr, lives: Lives, life: Life, span: Span): void {
  for (const reference of references(expr)) {
    const { kind, name } = reference;
    const owned = kind === 'state' ? lives.state.get(name) : [lives[kind].get(name)].filter((each) => each !== undefined);
    if (owned === undefined || owned.length === 0) continue;
    const missing = firstMissing(life, owned, lives.revisions);
    if (missing === undefined) continue;
    context.reporter.report(codes.notAvailable, span, `this is used at revision "${missing}", which has no ${labels[kind]}${name}`, {
      help: 'say since when with `added`, or give values by revision',
    });
  }
}

const labels = { params: 'params.', observables: 'observables.', state: 'state.' } as const;

function firstMissing(life: Life, owned: readonly Life[], revisions: Revisions): string | undefined {
  const end = life.removed ?? revisions.names.length;
  for (let at = life.added; at < end; at++) {
    if (!owned.some((each) => each.added <= at && (each.removed === undefined || at < each.removed))) return revisions.names[at];
  }
  return undefined;
}
