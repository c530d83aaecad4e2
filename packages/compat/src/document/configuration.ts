/**
 * Complete, effective configurations out of what a person or a machine table says: versions, overrides, defaults (which may
 * read other params and facts), ranges and constraints.
 */
import { createHash } from 'node:crypto';
import type { DocumentModel, DocumentParam, DocumentValue } from '@migspec/capabilities';
import type { Configuration, Facts, ParamValue } from '@migspec/runtime';
import { evaluate } from '../expr/evaluate.js';
import { partial } from '../expr/partial.js';
import { type ExprEnv, lookup } from '../expr/value.js';
import { factsIn, paramsOf } from '../expression.js';
import type { Problem, Result } from '../problem.js';
import { fromScalar, hostAllows, inRange, isOff, parseValue, rangeText } from '../values.js';
import { readInstantiation } from './instantiation.js';
import { paramIndex } from './names.js';

export interface ConfigurationRequest {
  /** A version's name, or `latest`; without one, what is not said takes the build's defaults. */
  readonly version?: string;
  /** By param name; `auto` asks for the default. */
  readonly values?: Readonly<Record<string, ParamValue | DocumentValue>>;
}

export interface ConfigurationFacts {
  readonly machine?: Facts;
  readonly host?: Facts;
}

/** Text is an instantiation string. Refusals: VERSION_UNKNOWN, PARAM_UNKNOWN, PARAM_VALUE_REFUSED, CONSTRAINT_BROKEN, FACT_NOT_GIVEN … */
export function createConfiguration(
  modelId: string,
  model: DocumentModel,
  request: string | ConfigurationRequest,
  facts: ConfigurationFacts = {},
): Result<Configuration> {
  const parsed = typeof request === 'string' ? readInstantiation(request) : { ok: true as const, value: request };
  if (!parsed.ok) return parsed;
  const said = collect(modelId, model, parsed.value);
  if (!said.ok) return said;
  const resolved = new Defaults(modelId, model, said.value, facts).resolve();
  if (!resolved.ok) return resolved;
  const problems = validateConfiguration(modelId, model, resolved.value, facts);
  return problems.length > 0 ? { ok: false, problems } : resolved;
}

/** Ranges, host facts and constraints of a complete configuration. */
export function validateConfiguration(
  modelId: string,
  model: DocumentModel,
  configuration: Configuration,
  facts: ConfigurationFacts = {},
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const param of model.params) {
    const value = configuration[param.name];
    if (value === undefined) continue;
    const fact = param.hostFact === undefined ? undefined : facts.host?.[param.hostFact];
    if (!inRange(param, value)) problems.push(refused(modelId, param, value));
    else if (fact !== undefined && !hostAllows(param, value, fact)) problems.push(forbidden(modelId, param, value, fact));
  }
  if (problems.length > 0) return problems;
  const env = configurationEnv(model, configuration, facts);
  return model.constraints
    .filter((constraint) => evaluate(constraint.expr, env) === false)
    .map((constraint) => ({
      code: 'CONSTRAINT_BROKEN',
      message: `${modelId}: ${constraint.text} does not hold`,
      model: modelId,
      want: constraint.text,
    }));
}

/** What expressions of the model read, apart from state. */
export function configurationEnv(model: DocumentModel, configuration: Configuration, facts: ConfigurationFacts = {}): ExprEnv {
  const { byId } = paramIndex(model);
  return {
    params: (id) => {
      const name = byId.get(id)?.name;
      return name !== undefined && Object.hasOwn(configuration, name) ? configuration[name] : undefined;
    },
    machine: lookup(facts.machine ?? {}),
    host: lookup(facts.host ?? {}),
  };
}

/** The canonical form: the model, then `name=value` of every param that is not off, sorted, a line each. */
export function canonicalForm(modelId: string, model: DocumentModel, configuration: Configuration): string {
  const lines = model.params
    .filter((param) => {
      const value = configuration[param.name];
      return value !== undefined && !isOff(param, value);
    })
    .map((param) => `${param.name}=${String(configuration[param.name])}`)
    .sort();
  return [modelId, ...lines].join('\n');
}

/** SHA-256 of the canonical form, in hex: equal means the same device, whatever version name was used. */
export function fingerprint(modelId: string, model: DocumentModel, configuration: Configuration): string {
  return createHash('sha256')
    .update(canonicalForm(modelId, model, configuration))
    .digest('hex');
}

/** What was said, typed: the version's values, then the overrides; params left to their default are missing. */
function collect(modelId: string, model: DocumentModel, request: ConfigurationRequest): Result<ReadonlyMap<string, ParamValue>> {
  const problems: Problem[] = [];
  const said = new Map<string, ParamValue>();
  const { byName } = paramIndex(model);
  const set = (name: string, raw: ParamValue | DocumentValue): void => {
    const param = byName.get(name);
    if (param === undefined) {
      const message = `${modelId} has no param '${name}'`;
      problems.push({ code: 'PARAM_UNKNOWN', message, model: modelId, param: name, have: String(raw) });
      return;
    }
    const value = parseValue(param.type, raw);
    if (value !== undefined) said.set(name, value);
    else if (raw === 'auto') said.delete(name);
    else problems.push(refused(modelId, param, raw));
  };
  if (request.version !== undefined) {
    const version = request.version === 'latest' ? model.versions[0] : model.versions.find(({ name }) => name === request.version);
    if (version === undefined) {
      const gone = model.removedVersions?.find(({ name }) => name === request.version)?.removedIn;
      const message = `${modelId} has no version '${request.version}'${gone === undefined ? '' : `: it is gone since ${gone}`}`;
      const want = model.versions.map(({ name }) => name).join(', ');
      problems.push({ code: 'VERSION_UNKNOWN', message, model: modelId, have: request.version, want });
    } else for (const [name, value] of Object.entries(version.values)) set(name, value);
  }
  for (const [name, value] of Object.entries(request.values ?? {})) set(name, value);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: said };
}

function refused(modelId: string, param: DocumentParam, value: ParamValue | DocumentValue): Problem {
  const want = rangeText(param);
  const message = `${modelId}: ${param.name}=${String(value)} is not accepted (${want})`;
  return { code: 'PARAM_VALUE_REFUSED', message, model: modelId, param: param.name, have: String(value), want };
}

function forbidden(modelId: string, param: DocumentParam, value: ParamValue, fact: ParamValue): Problem {
  const want = `host fact ${param.hostFact}=${String(fact)}`;
  const message = `${modelId}: the host does not allow ${param.name}=${String(value)} (${want})`;
  return { code: 'PARAM_VALUE_REFUSED', message, model: modelId, param: param.name, have: String(value), want };
}

/** What the build gives the params that `said` leaves open; those that wait for a fact stay open. */
export function withDefaults(modelId: string, model: DocumentModel, said: Configuration, facts: ConfigurationFacts): Configuration {
  return new Defaults(modelId, model, new Map(Object.entries(said)), facts).known();
}

/** Defaults may read other params: each is resolved after those it reads; a circle has no value. */
class Defaults {
  private readonly modelId: string;
  private readonly model: DocumentModel;
  private readonly values = new Map<string, ParamValue>();
  private readonly pending = new Set<string>();
  private readonly problems: Problem[] = [];
  private readonly facts: ConfigurationFacts;

  constructor(modelId: string, model: DocumentModel, said: ReadonlyMap<string, ParamValue>, facts: ConfigurationFacts) {
    this.modelId = modelId;
    this.model = model;
    this.facts = facts;
    for (const [name, value] of said) this.values.set(name, value);
  }

  resolve(): Result<Configuration> {
    const value = this.known();
    return this.problems.length > 0 ? { ok: false, problems: this.problems } : { ok: true, value };
  }

  known(): Configuration {
    for (const param of this.model.params) this.settle(param);
    return Object.fromEntries(this.model.params.flatMap((param) => this.pair(param)));
  }

  private pair(param: DocumentParam): readonly (readonly [string, ParamValue])[] {
    const value = this.values.get(param.name);
    return value === undefined ? [] : [[param.name, value]];
  }

  private settle(param: DocumentParam): void {
    if (this.values.has(param.name) || this.pending.has(param.id)) return;
    this.pending.add(param.id);
    const { byId } = paramIndex(this.model);
    for (const id of paramsOf(param.default.expr)) {
      const other = byId.get(id);
      if (other !== undefined) this.settle(other);
    }
    const env = configurationEnv(this.model, Object.fromEntries(this.values), this.facts);
    const computed = evaluate(param.default.expr, env);
    const value =
      typeof computed === 'boolean' || typeof computed === 'bigint' || typeof computed === 'string'
        ? fromScalar(param.type, computed)
        : undefined;
    if (value !== undefined) this.values.set(param.name, value);
    else this.problems.push(this.unresolved(param, env));
  }

  private unresolved(param: DocumentParam, env: ExprEnv): Problem {
    const message = `${this.modelId}: the default of ${param.name} (${param.default.text}) has no value`;
    const facts = factsIn(partial(param.default.expr, env));
    return { code: 'FACT_NOT_GIVEN', message, model: this.modelId, param: param.name, want: param.default.text, facts };
  }
}
