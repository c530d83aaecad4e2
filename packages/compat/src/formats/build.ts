/** Native documents out of what a form says: what it does not say is empty, and `silent` names it. */
import type {
  CapabilityDocument,
  DocumentExpression,
  DocumentModel,
  DocumentParam,
  DocumentParamType,
  DocumentValue,
} from '@migspec/capabilities';
import { fingerprint } from '../document/configuration.js';
import { withDigest } from '../document/digest.js';
import { loadCapabilities } from '../document/load.js';
import { expressionText } from '../expr/text.js';
import type { Result } from '../problem.js';
import { parseValue } from '../values.js';
import type { FormOptions, Loss } from './form.js';
import { silentOf } from './silence.js';

const truth: DocumentExpression = { text: 'true', expr: { op: 'bool', value: true } };

export function emptyModel(said: Partial<DocumentModel>): DocumentModel {
  return {
    revision: '',
    params: [],
    retired: [],
    constraints: [],
    versions: [],
    observables: [],
    migratable: { when: truth },
    variables: [],
    structs: {},
    sections: [],
    invariants: [],
    situations: [],
    errata: [],
    ...said,
  };
}

export function plainParam(name: string, type: DocumentParamType, said: Partial<DocumentParam>): DocumentParam {
  return {
    id: name,
    name,
    type,
    guestVisible: true,
    default: literal(type, ''),
    range: { items: [] },
    compare: 'equal',
    resolves: 'create',
    settable: 'create',
    since: '',
    ...said,
  };
}

/** A constant as a default. A value that is none of the type stands for itself, as text. */
export function literal(type: DocumentParamType, raw: DocumentValue): DocumentExpression {
  const value = parseValue(type, raw);
  const expr =
    typeof value === 'boolean'
      ? ({ op: 'bool', value } as const)
      : typeof value === 'number' || typeof value === 'bigint'
        ? ({ op: 'int', value: value.toString() } as const)
        : ({ op: 'string', value: value ?? String(raw) } as const);
  return { text: expressionText(expr), expr };
}

/** A version by its values, by param name. */
export function versionOf(
  modelId: string,
  params: readonly DocumentParam[],
  said: Omit<DocumentModel['versions'][number], 'fingerprint'>,
): DocumentModel['versions'][number] {
  const typed = params.flatMap(({ name, type }) => {
    const raw = Object.hasOwn(said.values, name) ? said.values[name] : undefined;
    const value = raw === undefined ? undefined : parseValue(type, raw);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...said, fingerprint: fingerprint(modelId, emptyModel({ params }), Object.fromEntries(typed)) };
}

export interface Said {
  readonly models: Iterable<readonly [string, DocumentModel]>;
  readonly losses: readonly Loss[];
  /** Pointers of single members that this document in particular is silent about. */
  readonly silent?: readonly string[];
  readonly rest?: Partial<CapabilityDocument>;
}

/** Judged as any document of a stranger is. */
export function documentOf(said: Said, options: FormOptions = {}): Result<CapabilityDocument> {
  const build = said.rest?.build ?? options.build ?? 'unknown@unknown';
  const document: CapabilityDocument = {
    $schema: 'capabilities-1.schema.json',
    documentVersion: 1,
    build,
    implementation: build.slice(0, Math.max(build.indexOf('@'), 0)) || build,
    aliases: [],
    framing: 'native',
    destination: 'configured',
    machineFacts: {},
    hostFacts: {},
    models: Object.fromEntries(said.models),
    classes: {},
    machineTypes: {},
    errata: [],
    silent: [...silentOf(said.losses), ...(said.silent ?? [])],
    ...said.rest,
  };
  return loadCapabilities(JSON.parse(JSON.stringify(withDigest(document))));
}
