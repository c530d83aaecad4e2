/**
 * Composed devices: the snapshot of a front and that of a back made into one ordinary snapshot. Nothing downstream knows
 * that there were two. A param that both have is one param, whose default and range are the meet of theirs.
 */
import type { Expression } from '../expr/tree.js';
import { fingerprint } from './fingerprint.js';
import { joinedNames, literal, pinnedValues } from './joined.js';
import { meetDefault, meetRange, meetValue } from './meet.js';
import { remembered } from './remembered.js';
import type { SnapshotIR, SnapshotParam } from './snapshot.js';
import type { ComposedHostIR, ComposedIR, JoinedNames, MeetIR } from './spec.js';
import type { Value } from './values.js';

export function composeSnapshot(composed: ComposedIR, host: ComposedHostIR, frontOf: SnapshotIR, backOf: SnapshotIR): SnapshotIR {
  const [front, back] = sidesOf(composed, frontOf, backOf);
  const params = Object.entries(composed.params).flatMap(
    ([name, meet]) => composedParam(name, meet, front, back, composed.front.pinned[name]) ?? [],
  );
  const known = new Set(params.map(({ name }) => name));
  return {
    implementation: composed.implementation,
    build: host.build,
    buildId: `${composed.implementation}@${host.build}`,
    framing: front.framing,
    model: composed.model,
    path: composed.path,
    ...(composed.title === undefined ? {} : { title: composed.title }),
    revision: `${front.revision}+${back.revision}`,
    params,
    retired: [...front.retired, ...back.retired].filter(({ name }) => !known.has(name)),
    constraints: [...front.constraints, ...back.constraints],
    versions: composedVersions(composed, params, front, back),
    observables: unique([...front.observables, ...back.observables], ({ name }) => name),
    migratable: bothMigratable(front.migratable, back.migratable),
    variables: [...front.variables, ...back.variables],
    structs: unique([...front.structs, ...back.structs], ({ id }) => id),
    sections: [...front.sections, ...back.sections],
    invariants: [...front.invariants, ...back.invariants],
    ram: [...front.ram, ...back.ram],
    situations: composedSituations(front, back),
    errata: [...front.errata, ...back.errata],
  };
}

/** Both with the names that the composition has for their params. */
export function sidesOf(composed: ComposedIR, front: SnapshotIR, back: SnapshotIR): readonly [front: SnapshotIR, back: SnapshotIR] {
  const pinned = Object.entries(composed.front.pinned).filter(([name]) => composed.params[name] === 'pinned');
  return [frontSide(front, Object.fromEntries(pinned)), backSide(back, composed.back.as)];
}

/** A front meets many backs, and a back many fronts: each is put into the composition's words once. */
const frontSide = inWordsOf((front: SnapshotIR, pinned: Readonly<Record<string, Value>>) => pinnedValues(withNames(front), pinned));

export const backSide = inWordsOf((back: SnapshotIR, as: JoinedNames) => joinedNames(withNames(back), as));

function inWordsOf<Words>(make: (snapshot: SnapshotIR, words: Words) => SnapshotIR): (snapshot: SnapshotIR, words: Words) => SnapshotIR {
  const byWords = remembered((_snapshot: SnapshotIR) => new Map<string, SnapshotIR>());
  return (snapshot, words) => {
    const [known, text] = [byWords(snapshot), JSON.stringify(words)];
    const made = known.get(text) ?? make(snapshot, words);
    known.set(text, made);
    return made;
  };
}

/** A param on both sides has two identities; in the composition it has one, its name. */
export const withNames = remembered((snapshot: SnapshotIR): SnapshotIR => {
  const names = new Map([...snapshot.params, ...snapshot.retired].map(({ id, name }) => [id, name]));
  const renamed = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(renamed);
    if (typeof node !== 'object' || node === null) return node;
    if ('op' in node && node.op === 'param' && 'id' in node) return { op: 'param', id: names.get(String(node.id)) ?? node.id };
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, renamed(value)]));
  };
  const { params, retired, ...rest } = renamed(snapshot) as SnapshotIR;
  const byName = <T extends { readonly id: string; readonly name: string }>(list: readonly T[]): T[] =>
    list.map((each) => ({ ...each, id: each.name }));
  return { ...rest, params: byName(params), retired: byName(retired) };
});

/** Undefined when neither side has the param in this pair of builds. */
export function composedParam(name: string, meet: MeetIR, front: SnapshotIR, back: SnapshotIR, pinned?: Value): SnapshotParam | undefined {
  const [mine, theirs] = [paramOf(front, name), paramOf(back, name)];
  if (meet === 'front') return mine;
  if (meet === 'pinned') return mine === undefined || pinned === undefined ? mine : fixedAt(mine, pinned);
  if (meet === 'back') return theirs;
  if (mine === undefined || theirs === undefined) {
    const known = mine ?? theirs;
    const other = mine === undefined ? front : back;
    // A side that does not know it does what it does without.
    const implied = other.retired.find((each) => each.name === name)?.implied ?? known?.off;
    return known === undefined || implied === undefined ? known : fixedAt(known, implied);
  }
  const resolves = mine.resolves === 'create' ? theirs.resolves : mine.resolves;
  return {
    ...mine,
    guestVisible: mine.guestVisible || theirs.guestVisible,
    default: meetDefault(meet, mine, theirs),
    range: meetRange(meet, mine, theirs),
    resolves,
    settable: mine.settable === theirs.settable ? mine.settable : 'create',
    ...((mine.hostFact ?? theirs.hostFact) === undefined ? {} : { hostFact: mine.hostFact ?? theirs.hostFact ?? '' }),
  };
}

const paramOf = (snapshot: SnapshotIR, name: string) => snapshot.params.find((param) => param.name === name);

function fixedAt({ hostFact: _hostFact, ...param }: SnapshotParam, value: Value): SnapshotParam {
  const text = String(value.value);
  const range =
    param.type.kind === 'flags'
      ? { items: [], mask: text }
      : { items: [value.kind === 'int' ? { min: text, max: text } : { value: text }] };
  return { ...param, default: { text, expr: literal(value) }, range, resolves: 'create' };
}

/** Versions are the back's, whose list a manager reads; what the front has of each is its latest, or what is pinned. */
function composedVersions(
  { params: sources, model, front: { pinned } }: ComposedIR,
  params: readonly SnapshotParam[],
  front: SnapshotIR,
  back: SnapshotIR,
): SnapshotIR['versions'] {
  const latest = { ...front.versions[0]?.values, ...pinned };
  return back.versions.flatMap(({ name, values: theirs, deprecated }) => {
    const values: Record<string, Value> = {};
    for (const param of params) {
      const meet = sources[param.name] ?? 'front';
      const value = meetValue(meet, latest[param.name] ?? param.off, theirs[param.name] ?? param.off);
      if (value === undefined) return [];
      values[param.name] = value;
    }
    return [{ name, values, fingerprint: fingerprint(model, params, values), ...(deprecated === undefined ? {} : { deprecated }) }];
  });
}

function bothMigratable(front: SnapshotIR['migratable'], back: SnapshotIR['migratable']): SnapshotIR['migratable'] {
  const reason = [front.reason, back.reason].filter((each) => each !== undefined).join('; ');
  return { when: both(front.when, back.when), ...(reason === '' ? {} : { reason }) };
}

/** One of the same name is entered on both sides at once. */
function composedSituations(front: SnapshotIR, back: SnapshotIR): SnapshotIR['situations'] {
  const theirs = new Map(back.situations.map((situation) => [situation.name, situation]));
  const mine = front.situations.map((situation) => {
    const other = theirs.get(situation.name);
    theirs.delete(situation.name);
    if (other === undefined) return situation;
    const when = situation.when === undefined ? other.when : other.when === undefined ? situation.when : both(situation.when, other.when);
    return { ...situation, ...(when === undefined ? {} : { when }), state: { ...situation.state, ...other.state } };
  });
  return [...mine, ...theirs.values()];
}

function both(left: Expression, right: Expression): Expression {
  if (left.expr.op === 'bool' && left.expr.value) return right;
  if (right.expr.op === 'bool' && right.expr.value) return left;
  return { text: `(${left.text}) && (${right.text})`, expr: { op: 'and', left: left.expr, right: right.expr } };
}

/** The first of each key. */
function unique<T>(list: readonly T[], key: (each: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((each) => seen.size < seen.add(key(each)).size);
}
