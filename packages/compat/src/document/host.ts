/** The document of a build on one host: what facts of the host decide is decided in it. */
import type {
  CapabilityDocument,
  DocumentExpression,
  DocumentModel,
  DocumentParam,
  DocumentRange,
  DocumentValue,
} from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { partial } from '../expr/partial.js';
import { expressionText } from '../expr/text.js';
import { type ExprEnv, lookup } from '../expr/value.js';
import type { Problem, Result } from '../problem.js';
import { hostAllows, inRange, parseValue, sameValue } from '../values.js';
import { withDigest } from './digest.js';

/**
 * Narrows ranges to what the host allows, and folds the facts into defaults, constraints, observables and `migratable`.
 * `epoch` is the host's word for when the facts were read (a boot id); it goes into `validity`. Values are as a person or a
 * JSON file writes them: numbers, text, `csum+tso`. Facts that are not given stay open. Refusal: HOST_FACT_REFUSED, for a
 * name that the build does not declare and for a value that is none of its type.
 */
export function documentForHost(
  document: CapabilityDocument,
  facts: Readonly<Record<string, ParamValue>>,
  epoch?: string,
): Result<CapabilityDocument> {
  const problems: Problem[] = [];
  const known = new Map<string, ParamValue>();
  for (const [name, raw] of Object.entries({ ...document.host, ...facts })) {
    const declared = Object.hasOwn(document.hostFacts, name) ? document.hostFacts[name] : undefined;
    const value = declared === undefined ? undefined : parseValue(declared.type, raw);
    const earlier = document.host !== undefined && Object.hasOwn(document.host, name) ? document.host[name] : undefined;
    if (value === undefined) problems.push(refused(document, name, raw, declared !== undefined));
    else if (declared !== undefined && earlier !== undefined && !sameValue(parseValue(declared.type, earlier) ?? earlier, value)) {
      problems.push({ ...refused(document, name, raw, true), message: `the document was made for a host with ${name}=${String(earlier)}` });
    } else known.set(name, value);
  }
  if (problems.length > 0) return { ok: false, problems };
  const env: ExprEnv = { host: lookup(Object.fromEntries(known)) };
  const models = Object.entries(document.models).map(([id, model]) => [id, modelForHost(model, known, env)] as const);
  return {
    ok: true,
    value: withDigest({
      ...document,
      models: Object.fromEntries(models),
      ...(known.size === 0 ? {} : { host: Object.fromEntries([...known].sort().map(([name, value]) => [name, jsonValue(value)])) }),
      ...(epoch === undefined ? {} : { validity: { facts: [], ...document.validity, epoch } }),
    }),
  };
}

function refused({ build, hostFacts }: CapabilityDocument, name: string, raw: ParamValue, declared: boolean): Problem {
  const have = `${name}=${String(raw)}`;
  const want = declared ? `a value of ${name}` : Object.keys(hostFacts).join(', ') || 'no fact';
  const message = declared ? `${have}: no value of the type of the fact` : `${build} declares no host fact '${name}' (it declares ${want})`;
  return { code: 'HOST_FACT_REFUSED', message, have, want };
}

/** As documents write values: what may exceed 53 bits is text. */
function jsonValue(value: ParamValue): DocumentValue {
  return typeof value === 'bigint' ? value.toString() : value;
}

function modelForHost(model: DocumentModel, facts: ReadonlyMap<string, ParamValue>, env: ExprEnv): DocumentModel {
  const fold = (expression: DocumentExpression): DocumentExpression => folded(expression, env);
  return {
    ...model,
    params: model.params.map((param) => {
      const fact = param.hostFact === undefined ? undefined : facts.get(param.hostFact);
      return { ...param, default: fold(param.default), range: fact === undefined ? param.range : narrowed(param, fact) };
    }),
    constraints: model.constraints.map(fold),
    observables: model.observables.map((observable) => ({ ...observable, value: fold(observable.value) })),
    migratable: { ...model.migratable, when: fold(model.migratable.when) },
  };
}

function folded(expression: DocumentExpression, env: ExprEnv): DocumentExpression {
  const expr = partial(expression.expr, env);
  return JSON.stringify(expr) === JSON.stringify(expression.expr) ? expression : { text: expressionText(expr), expr };
}

/** An interval that no value is in: a param that cannot be off, on a host that does not allow it. */
const nothing: DocumentRange = { items: [{ min: '1', max: '0' }] };

/** What is left of a param's range on a host with the fact; off, where it is in the range, always is. */
function narrowed(param: DocumentParam, fact: ParamValue): DocumentRange {
  if (fact === true) return param.range;
  const { range, type } = param;
  const off = param.off === undefined ? undefined : parseValue(type, param.off);
  const keepsOff = off !== undefined && inRange(param, off) ? off : undefined;
  if (type.kind === 'flags' && typeof fact !== 'boolean' && typeof fact !== 'string') {
    const mask = (range.mask === undefined ? (1n << BigInt(type.bits)) - 1n : BigInt(range.mask)) & BigInt(fact);
    const inside =
      keepsOff === undefined || typeof keepsOff === 'boolean' || typeof keepsOff === 'string' || (BigInt(keepsOff) & ~mask) === 0n;
    return inside ? { ...range, mask: mask.toString() } : range;
  }
  if (type.kind === 'int' && typeof fact !== 'boolean' && typeof fact !== 'string') {
    const items = upTo(range.items.length > 0 ? range.items : wholeType(type), BigInt(fact));
    const lost = keepsOff !== undefined && !inRange({ range: { ...range, items: items.length === 0 ? nothing.items : items } }, keepsOff);
    const all = lost ? [...items, { value: String(keepsOff) }] : items;
    return all.length === 0 ? nothing : { ...range, items: all };
  }
  const allowed = [...new Set([...(keepsOff === undefined ? [] : [keepsOff]), ...candidates(param, fact)])];
  const items = allowed
    .filter((value) => hostAllows(param, value, fact) && inRange(param, value))
    .map((value) => ({ value: String(value) }));
  return items.length === 0 ? nothing : { ...range, items };
}

/** Values of a switch, a choice or a text that a host with the fact may allow. */
function candidates({ type }: DocumentParam, fact: ParamValue): readonly ParamValue[] {
  if (type.kind === 'bool') return [false, true];
  if (type.kind === 'enum') return type.values;
  return fact === false ? [] : [fact];
}

function upTo(items: DocumentRange['items'], most: bigint): DocumentRange['items'] {
  return items.flatMap((item): DocumentRange['items'] => {
    if ('value' in item) return BigInt(item.value) <= most ? [item] : [];
    if (BigInt(item.min) > most) return [];
    return [BigInt(item.max) <= most ? item : { min: item.min, max: most.toString() }];
  });
}

function wholeType({ bits, signed }: { readonly bits: number; readonly signed: boolean }): DocumentRange['items'] {
  const half = 1n << BigInt(bits - 1);
  const [min, max] = signed ? [-half, half - 1n] : [0n, half * 2n - 1n];
  return [{ min: min.toString(), max: max.toString() }];
}
