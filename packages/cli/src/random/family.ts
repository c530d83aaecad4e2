/**
 * States of one spec, all held against each other: every build of every state migrates to every other in the emulator once,
 * and then each ordered pair of states is judged from its text and compared with that.
 */
import { type SurveyedReason, survey } from '@migspec/compat';
import { type CellReason, type ConformanceResult, familySubject, finish, type MatrixCell, runPart } from '@migspec/conformance';
import { type BreakingFinding, type BuildRef, breakingChanges, type Judge, type JudgedReason } from '@migspec/generator';
import { documentsOf, hostsOf, matricesOf } from '../breaking/judge.js';
import { codesOf, isOn, nameOf } from '../breaking/prove.js';
import type { State } from './states.js';

/** Something that does not agree; `builds` are those of the family, `states` a pair that shows it. */
export interface Disagreement {
  readonly what: string;
  readonly states: readonly (readonly [number, number])[];
}

export interface FamilyResult {
  /** Ordered pairs of states that were compared. */
  readonly pairs: number;
  /** Those where some migration breaks that did not. */
  readonly breaking: number;
  /** Codes of the findings, and in how many pairs each was. */
  readonly codes: ReadonlyMap<string, number>;
  readonly cells: number;
  /** What could be shown of one side only, for lack of a situation. */
  readonly unwitnessed: number;
  readonly disagreements: readonly Disagreement[];
}

export function compareFamily(states: readonly State[]): FamilyResult {
  const family = new Compared(states);
  const codes = new Map<string, number>();
  const disagreements = [...family.disagreements];
  let [pairs, breaking] = [0, 0];
  for (let older = 0; older < states.length; older++) {
    for (let newer = 0; newer < states.length; newer++) {
      if (older === newer) continue;
      pairs++;
      const { findings, differences } = family.pair(older, newer);
      if (findings.some((finding) => finding.pairs.length > 0)) breaking++;
      for (const code of new Set(findings.map((finding) => finding.code.code))) codes.set(code, (codes.get(code) ?? 0) + 1);
      disagreements.push(...differences.map((what) => ({ what, states: [[older, newer]] as const })));
    }
  }
  return { pairs, breaking, codes, cells: family.result.summary.cells, unwitnessed: family.unwitnessed, disagreements };
}

/** By its identity. */
function named({ param, identity = param }: JudgedReason): { readonly param?: string } {
  return identity === undefined ? {} : { param: identity };
}

/** Nobody wrote a situation for what only another state of the spec asks about. */
const unwitnessed: ReadonlySet<string> = new Set(['depends-one-sided', 'predicate-constant']);

class Compared {
  readonly result: ConformanceResult;
  readonly disagreements: Disagreement[] = [];
  unwitnessed = 0;
  readonly #states: readonly State[];
  readonly #idOf: (state: number, build: string) => string | undefined;
  readonly #documents: readonly ReturnType<typeof documentsOf>[];
  readonly #matrices: ReturnType<typeof matricesOf>;
  /** The text says nothing of what hosts decide: only the laws are held there. */
  readonly #hosted: boolean;
  readonly #answers = new Map<string, readonly SurveyedReason[]>();
  /** By source and destination: machine type and what goes wrong. */
  readonly #seen = new Map<string, Set<string>>();
  /** By source and destination: the machine types on which nothing at all can be made at the destination. */
  readonly #never = new Map<string, Set<string>>();

  constructor(states: readonly State[]) {
    this.#states = states;
    const { subject, idOf } = familySubject(states.map(({ loaded }) => loaded));
    this.#idOf = idOf;
    this.#hosted = subject.implementations.some(({ hostFacts }) => Object.keys(hostFacts).length > 0);
    this.#documents = states.map(({ state }) => documentsOf(state));
    this.#matrices = matricesOf((states[0] as State).state, hostsOf((states[0] as State).state, (states[0] as State).state));
    this.result = finish(subject, [runPart(subject, { chains: false })]);
    for (const { kind, message, selector } of this.result.findings) {
      if (unwitnessed.has(kind)) this.unwitnessed++;
      else this.disagreements.push({ what: `${kind}: ${selector ?? ''} ${message}`, states: this.#statesWith(selector ?? '') });
    }
    for (const { model, label, cells } of this.result.matrices) {
      for (const cell of cells.flat()) this.#hold(model, label, cell);
    }
  }

  /** Params by identity: they may be called otherwise at either end. */
  #identified({ source, destination }: MatrixCell, model: string, reason: CellReason): string {
    const params = [source, destination].flatMap((id) => this.#documentOf(id)?.models[model]?.params ?? []);
    const identity = params.find(({ name }) => name === reason.param)?.id;
    return nameOf(identity === undefined ? reason : { ...reason, param: identity });
  }

  #hold(model: string, label: string, cell: MatrixCell): void {
    const key = `${cell.source} ${cell.destination}`;
    const seen = this.#seen.get(key) ?? new Set<string>();
    this.#seen.set(key, seen);
    if (this.#hosted) return;
    const [on = ''] = label.split(' ');
    for (const { reasons } of cell.configurations) for (const reason of reasons) seen.add(`${on} ${this.#identified(cell, model, reason)}`);
    const made = cell.configurations.some(({ outcome, class: cls }) => outcome !== 'no' || cls !== 'create');
    if (!made && cell.configurations.length > 0) this.#never.set(key, (this.#never.get(key) ?? new Set()).add(on));
    const said = this.#between(cell.source, cell.destination, model).filter(isOn(label));
    const [have, want] = [codesOf(said), codesOf(cell.configurations.flatMap(({ reasons }) => reasons))];
    if (have === want) return;
    const what = `${cell.selector}: found ${have || 'nothing'} from the text, ${want || 'nothing'} in the matrix`;
    this.disagreements.push({ what, states: this.#statesWith(cell.selector) });
  }

  /** What the text says of two builds of the family. */
  #between(source: string, destination: string, model: string): readonly SurveyedReason[] {
    const key = `${source} ${destination} ${model}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const [from, to] = [this.#documentOf(source), this.#documentOf(destination)];
    const matrix = from === undefined ? undefined : this.#matrices.get(from.implementation);
    const answer = from === undefined || to === undefined ? [] : survey(from, to, model, matrix ?? {});
    this.#answers.set(key, answer);
    return answer;
  }

  #documentOf(id: string) {
    const [build = ''] = id.split('#');
    const at = this.#states.findIndex((_, state) => this.#idOf(state, build) === id);
    return this.#documents[at]?.get(build);
  }

  /** Pairs of states that have the builds which a selector names; the first few. */
  #statesWith(selector: string): readonly (readonly [number, number])[] {
    const builds = [...new Set(selector.match(/[\w.-]+@[\w.-]+#\d+/g) ?? [])];
    const having = builds.map((id) => this.#states.flatMap((_, at) => (this.#idOf(at, id.split('#')[0] ?? '') === id ? [at] : [])));
    const [first = [], last = first] = having;
    const pairs = first.flatMap((from) => last.map((to) => [from, to] as const));
    return builds.length === 0 ? this.#states.flatMap((_, at) => (at === 0 ? [] : [[0, at] as const])) : pairs.slice(0, 8);
  }

  pair(older: number, newer: number): { readonly findings: readonly BreakingFinding[]; readonly differences: readonly string[] } {
    const [before, after] = [this.#states[older], this.#states[newer]];
    if (before === undefined || after === undefined) return { findings: [], differences: [] };
    const idOf = ({ from, build }: BuildRef): string => this.#idOf(from === 'before' ? older : newer, build) ?? '';
    const judge: Judge = (source, destination, model) => this.#between(idOf(source), idOf(destination), model);
    const { findings } = breakingChanges(before.state, after.state, judge);
    const differences = findings.flatMap(({ code, message }) => (code.code === 'MS6099' ? [`MS6099 ${message}`] : []));
    if (this.#hosted) return { findings, differences };
    const said = new Set<string>();
    for (const { pairs } of findings) {
      for (const { source, destination, reasons } of pairs) {
        const key = `${idOf(source)} ${idOf(destination)}`;
        for (const reason of reasons) {
          if (reason.otherClass === true) continue;
          const name = `${reason.on} ${nameOf({ ...reason, ...named(reason) })}`;
          said.add(`${key} ${name}`);
          if (this.#seen.get(key)?.has(name) !== true) differences.push(`said and not seen: ${key} ${reason.on} ${nameOf(reason)}`);
        }
      }
    }
    return { findings, differences: [...differences, ...this.#unsaid(older, newer, said)] };
  }

  /** Migrations to what is newer that go wrong in the matrix, did not go wrong so with what was there before, and are not among the findings. */
  #unsaid(older: number, newer: number, said: ReadonlySet<string>): readonly string[] {
    const [was, is] = [older, newer].map((at) => [...(this.#documents[at]?.keys() ?? [])].sort());
    if (was === undefined || is === undefined) return [];
    return is.flatMap((build, position) => {
      const now = this.#idOf(newer, build);
      const before = was.includes(build) ? this.#idOf(older, build) : this.#idOf(newer, is[position - 1] ?? '');
      if (now === undefined || before === undefined || now === before) return [];
      return was.flatMap((peer) => {
        const other = this.#idOf(older, peer) ?? '';
        // A build in which nothing was edited may be named as it is.
        const alike = (id: string): string => (id === other ? (this.#idOf(newer, peer) ?? id) : id);
        // Of two builds the newer one has the higher number; a build is newer as it is than as it was, or than one that is gone.
        const [from, to, old] =
          peer > build && is.includes(peer)
            ? [now, this.#idOf(newer, peer) ?? other, [before, this.#idOf(newer, peer) ?? other]]
            : [other, now, [other, before]];
        const [known, never] = [this.#seen.get(old.join(' ')), this.#never.get(old.join(' '))];
        return [...(this.#seen.get(`${from} ${to}`) ?? [])].flatMap((reason) =>
          known?.has(reason) === true ||
          never?.has(reason.split(' ')[0] ?? '') === true ||
          [from, alike(from)].some((one) => [to, alike(to)].some((two) => said.has(`${one} ${two} ${reason}`)))
            ? []
            : [`seen and not said: ${from} ${to} ${reason}`],
        );
      });
    });
  }
}
