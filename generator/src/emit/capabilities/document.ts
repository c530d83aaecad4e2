/** The document of one build out of its snapshots: plain JSON, with layout digests and the machine tables expanded. */

import type { DeviationIR, RemedyAction, RemedyIR } from '../../ir/deviation.js';
import { machineTables } from '../../ir/machine-tables.js';
import { remembered } from '../../ir/remembered.js';
import type { SnapshotIR, SnapshotSection, SnapshotStruct } from '../../ir/snapshot.js';
import type { BuildIR, ErratumIR, FactIR, ImplementationIR, SpecIR } from '../../ir/spec.js';
import type { Value } from '../../ir/values.js';
import { asObject, digest, type Json, keepText } from './canonical.js';
import { layoutDigest, type Structs, structDigest } from './digest.js';
import { dropKeys, plain } from './plain.js';
import { removedVersions } from './removed-versions.js';

export const schemaName = 'capabilities-1.schema.json';

/** `snapshots` are those of all builds: what older builds had is said to be removed. */
export function buildDocument(spec: SpecIR, implementation: ImplementationIR, build: BuildIR, snapshots: readonly SnapshotIR[]): Json {
  const own = snapshots.filter((snapshot) => snapshot.buildId === `${implementation.name}@${build.name}`);
  // The hosts of a composed device are no releases, one after the other.
  const releases = !spec.composed.some((composed) => composed.implementation === implementation.name);
  const removed = (model: string) => (releases ? removedVersions(implementation, build, model, snapshots) : []);
  const content = {
    $schema: `../../schema/${schemaName}`,
    documentVersion: 1,
    build: `${implementation.name}@${build.name}`,
    implementation: implementation.name,
    aliases: build.alias === undefined ? [] : [build.alias],
    released: build.released,
    framing: implementation.framing,
    destination: implementation.destination,
    machineFacts: factsJson(implementation.machineFacts),
    hostFacts: factsJson(implementation.hostFacts),
    models: Object.fromEntries(own.map((snapshot) => [snapshot.model, withRemoved(modelJson(snapshot), removed(snapshot.model))])),
    classes: Object.fromEntries(
      implementation.classes.map(({ name, parent, child, aliases, model }) => [name, { parent, child, aliases: [...aliases], model }]),
    ),
    machineTypes: Object.fromEntries(
      machineTables(spec, implementation, build).map((table) => [
        table.name,
        { family: table.family, entries: table.entries.map((entry) => ({ ...entry, value: valueJson(entry.value) })) },
      ]),
    ),
    errata: implementation.errata
      .filter((erratum) => erratum.builds.includes(build.name))
      .map((erratum) => erratumJson(implementation.name, erratum)),
  };
  return {
    ...content,
    validity: { facts: [...new Set(Object.values(content.models).flatMap(factsRead))].sort() },
    digest: documentDigest(content),
  };
}

/** Of the canonical content: everything but where the schema lies, how long the document holds, and the digest itself. */
function documentDigest({ $schema: _schema, ...content }: { readonly [key: string]: Json | undefined }): string {
  return digest(content);
}

/** The names of the host facts that decide something of the model. */
const factsRead = remembered((model: Json & object): readonly string[] => {
  const names = new Set<string>();
  const visit = (json: Json | undefined): void => {
    if (json === null || typeof json !== 'object') return;
    if ('op' in json && json.op === 'host' && typeof json.name === 'string') names.add(json.name);
    if ('hostFact' in json && typeof json.hostFact === 'string') names.add(json.hostFact);
    for (const inner of Object.values(json)) visit(inner);
  };
  visit(model);
  return [...names];
});

function withRemoved(model: Json & object, removed: Json & readonly Json[]): Json & object {
  return removed.length === 0 ? model : { ...model, removedVersions: removed };
}

function factsJson(facts: readonly FactIR[]): Json {
  return Object.fromEntries(facts.map((fact) => [fact.name, { type: plain(fact.type), default: valueJson(fact.default) }]));
}

function erratumJson(implementation: string, erratum: ErratumIR): Json {
  const { id, doc, evidence, remedy, remedies, fixedIn, deviation, outcome } = erratum;
  return {
    id,
    doc,
    evidence,
    remedy,
    remedies: remedies.length === 0 ? undefined : remedies.map(remedyJson),
    fixedIn: fixedIn === undefined ? undefined : `${implementation}@${fixedIn}`,
    touches: deviation === undefined ? [] : touchesJson(deviation),
    outcome: outcome === undefined ? undefined : { ...outcome, with: outcome.with?.map((build) => `${implementation}@${build}`) },
  };

  function remedyJson({ text, model, from, to, when, action }: RemedyIR): Json {
    return {
      text,
      model,
      from: from === undefined ? undefined : `${implementation}@${from}`,
      to: to === undefined ? undefined : `${implementation}@${to}`,
      when: when === undefined ? undefined : plain(when),
      action: actionJson(action),
    };
  }

  function actionJson(action: RemedyAction): Json {
    switch (action.kind) {
      case 'set':
        return { ...action, values: Object.fromEntries(Object.entries(action.values).map(([name, value]) => [name, valueJson(value)])) };
      case 'repair':
        return { ...action, values: plain(action.values) };
      case 'through':
      case 'upgrade':
        return { ...action, build: `${implementation}@${action.build}` };
      default:
        return { ...action };
    }
  }
}

function touchesJson({ on: target, changes }: DeviationIR): Json {
  const { kind, ...on } = target;
  const place = kind === 'type' ? { struct: target.kind === 'type' ? target.type : '' } : on;
  return changes.map((change) => ({
    ...place,
    ...('field' in change ? { field: change.field } : {}),
    ...('rule' in change ? { rule: change.rule } : {}),
  }));
}

const modelJson = remembered((snapshot: SnapshotIR) => keepText(makeModel(snapshot)));

function makeModel(snapshot: SnapshotIR): Json & object {
  const structs: Structs = new Map(snapshot.structs.map((struct) => [struct.id, struct]));
  return {
    title: snapshot.title,
    revision: snapshot.revision,
    params: snapshot.params.map(({ default: value, off, ...rest }) => ({
      ...asObject(plain(rest)),
      default: plain(value),
      off: off === undefined ? undefined : valueJson(off),
    })),
    retired: snapshot.retired.map(({ implied, off: _off, ...rest }) => ({ ...asObject(plain(rest)), implied: valueJson(implied) })),
    constraints: plain(snapshot.constraints),
    versions: snapshot.versions.map(({ name, fingerprint, values, deprecated }) => ({
      name,
      lifecycle: deprecated === undefined ? 'current' : 'deprecated',
      ...deprecated,
      fingerprint,
      values: Object.fromEntries(Object.entries(values).map(([param, value]) => [param, valueJson(value)])),
    })),
    observables: plain(snapshot.observables),
    migratable: plain(snapshot.migratable),
    variables: snapshot.variables.map((field) => dropKeys(plain(field), fieldWords)),
    structs: Object.fromEntries(snapshot.structs.map((struct) => [struct.id, structJson(struct, structs)])),
    sections: snapshot.sections.map((section) => sectionJson(section, structs)),
    invariants: plain(snapshot.invariants),
    ram: snapshot.ram.length === 0 ? undefined : snapshot.ram.map(({ name, size }) => ({ name: plain(name), size: plain(size) })),
    situations: snapshot.situations.map(({ name, when, state }) => ({
      name,
      when: when === undefined ? undefined : plain(when),
      state: plain(state),
    })),
    stateVersions: snapshot.stateVersions === undefined ? undefined : [...snapshot.stateVersions],
    minimum: snapshot.minimum,
    opaque: snapshot.opaque === undefined ? undefined : { maxSize: snapshot.opaque.maxSize },
    errata: [...snapshot.errata],
  };
}

/** Words for people stay in the spec and the generated documentation; a document is for checks. */
const fieldWords: ReadonlySet<string> = new Set(['doc', 'unit', 'since', 'sources']);

function structJson(struct: SnapshotStruct, structs: Structs): Json {
  const { id: _id, doc: _doc, ...rest } = struct;
  return { ...asObject(dropKeys(plain(rest), fieldWords)), digest: structDigest(struct, undefined, structs) };
}

/** A digest each for so many versions back; older ones are compared field by field. */
const maxVersions = 256;

function sectionJson(section: SnapshotSection, structs: Structs): Json {
  const digests: Record<string, string> = {};
  const oldest = Math.max(section.minimum, section.version - maxVersions + 1);
  for (let version = oldest; version <= section.version; version++) digests[version] = layoutDigest(section, version, structs);
  return { ...asObject(dropKeys(plain(section), fieldWords)), digests };
}

/** Integers beyond 53 bits stay decimal strings, smaller ones become numbers. */
export function valueJson(value: Value): Json {
  if (value.kind !== 'int') return value.value;
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? number : value.value;
}
