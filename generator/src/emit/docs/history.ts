/** What each revision of a model brought, took and changed, with the sources of what it touched. */

import type { ExpectationIR } from '../../ir/deviation.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { Layout, Life, ModelIR, Section, SpecIR } from '../../ir/spec.js';
import { rangeText, valueText } from '../params.js';
import { labelOf } from './builds.js';
import { codeIn } from './markdown.js';

export interface RevisionEntry {
  readonly revision: string;
  readonly builds: string;
  readonly changes: readonly { readonly text: string }[];
  readonly sources: readonly string[];
}

export function history(model: ModelIR, snapshots: readonly SnapshotIR[]): readonly RevisionEntry[] {
  return model.revisions.map((revision, index) => {
    const reader = new Reader(model, index);
    const changes = index === 0 ? [] : reader.changes();
    return {
      revision,
      builds: labelOf(snapshots.filter((snapshot) => snapshot.revision === revision)),
      changes: changes.map((text) => ({ text })),
      sources: [...new Set(reader.sources)],
    };
  });
}

class Reader {
  readonly sources: string[] = [];
  readonly #model: ModelIR;
  readonly #index: number;
  readonly #changes = new Set<string>();

  constructor(model: ModelIR, index: number) {
    this.#model = model;
    this.#index = index;
  }

  changes(): readonly string[] {
    for (const param of this.#model.params) {
      const what = `param ${codeIn(param.name)}`;
      const frozen = param.frozen === undefined ? '' : `; its behaviour stays as with ${codeIn(valueText(param.frozen))}`;
      const touched = [
        this.#life(param, what, frozen),
        this.#step(param.default, `the default of ${codeIn(param.name)}`, ({ text }) => codeIn(text)),
        this.#step(param.range, `the range of ${codeIn(param.name)}`, (range) => rangeText(range) || 'all of the type'),
      ].includes(true);
      if (touched) this.sources.push(...param.sources);
    }
    for (const constraint of this.#model.constraints) this.#life(constraint, `constraint ${codeIn(constraint.rule.text)}`);
    for (const observable of this.#model.observables) {
      this.#life(observable, `observable ${codeIn(observable.name)}`);
      this.#step(observable.value, `observable ${codeIn(observable.name)}`, ({ text }) => codeIn(text));
    }
    this.#step(this.#model.migratable, 'whether it can migrate', ({ when }) => codeIn(when.text));
    for (const section of this.#model.sections) this.#section(section);
    for (const struct of this.#model.structs) if (!this.#isNew(struct)) this.#layout(struct, ` in ${codeIn(struct.origin)}`);
    for (const variable of this.#model.hidden) this.#life(variable, `variable ${codeIn(variable.name)}, carried by no section,`);
    for (const rule of this.#model.invariants) this.#life(rule, `invariant ${codeIn(rule.rule.text)}`);
    return [...this.#changes];
  }

  #section(section: Life & Section): void {
    const what = `section ${codeIn(section.id)}`;
    const touched = [
      this.#life(section, what),
      this.#step(section.version, `the version of ${what}`, String),
      this.#step(section.minimum, `the oldest version of ${what} that is read`, String),
      this.#layout(section, ` in ${what}`),
    ].includes(true);
    if (touched) this.sources.push(...section.sources);
  }

  /** Whether it comes with whatever brought it. */
  #isNew({ fields, subsections }: Layout): boolean {
    return [...fields, ...subsections].every(({ added }) => added >= this.#index);
  }

  #layout(layout: Layout, where: string): boolean {
    let touched = false;
    const note = (changed: boolean): void => {
      touched ||= changed;
    };
    for (const field of layout.fields) if (field.name !== '') note(this.#life(field, `field ${codeIn(field.name)}${where}`));
    for (const rule of layout.invariants) note(this.#life(rule, `invariant ${codeIn(rule.rule.text)}${where}`));
    for (const subsection of layout.subsections) {
      const what = `subsection ${codeIn(subsection.name)}`;
      const changed = [
        this.#life(subsection, `${what}${where}`),
        this.#step(subsection.version, `the version of ${what}`, String),
        this.#step(subsection.minimum, `the oldest version of ${what} that is read`, String),
        subsection.added < this.#index && this.#layout(subsection, ` in ${what}`),
      ].includes(true);
      if (changed) this.sources.push(...subsection.sources);
      note(changed);
    }
    return touched;
  }

  /** Whether it came or went with this revision. */
  #life(life: Life, what: string, removal = ''): boolean {
    if (life.added === this.#index) this.#changes.add(`Added: ${what}.`);
    if (life.removed === this.#index) this.#changes.add(`Removed: ${what}${removal}.`);
    return life.added === this.#index || life.removed === this.#index;
  }

  /** Whether the value has another step here; the first is no change. */
  #step<T>(steps: readonly { readonly from: number; readonly value: T }[], what: string, show: (value: T) => string): boolean {
    const at = steps.findIndex(({ from }) => from === this.#index);
    const [before, now] = [steps[at - 1], steps[at]];
    if (before === undefined || now === undefined || show(before.value) === show(now.value)) return false;
    this.#changes.add(`Changed: ${what}, from ${show(before.value)} to ${show(now.value)}.`);
    return true;
  }
}

/** Where builds do something else than their revision says. */
export function errataOf(spec: SpecIR, snapshots: readonly SnapshotIR[]) {
  const applied = new Set(snapshots.flatMap(({ implementation, errata }) => errata.map((id) => `${implementation} ${id}`)));
  return spec.implementations.flatMap((implementation) =>
    implementation.errata
      .filter(({ id }) => applied.has(`${implementation.name} ${id}`))
      .map(({ id, builds, doc, evidence, remedy, remedies, fixedIn, outcome, expect }) => ({
        id,
        builds: builds.map((build) => `${implementation.name}@${build}`).join(', '),
        doc,
        evidence: evidence ?? '',
        remedy: remedy ?? '',
        remedies: remedies.map(({ text, from, to, when }) => ({
          what: text,
          where: [
            ...(from === undefined ? [] : [`from ${from}`]),
            ...(to === undefined ? [] : [`to ${to}`]),
            ...(when === undefined ? [] : [`when ${when.text}`]),
          ].join(', '),
        })),
        fixedIn: fixedIn === undefined ? '' : `${implementation.name}@${fixedIn}`,
        outcome:
          outcome === undefined
            ? ''
            : `a migration ${outcome.crash === 'source' ? 'to' : 'from'} ${outcome.with?.join(', ') ?? 'any build'} crashes it; this is said and not driven`,
        expect: expect.map(expected),
      })),
  );
}

function expected({ from, to, situation, kind, what }: ExpectationIR): string {
  const way = `${from.join(', ')} → ${to.join(', ')}${situation === undefined ? '' : ` in ${situation}`}`;
  const happens = { refused: `refused: ${what}`, lost: `${what} is lost`, changed: `the guest sees ${what} change` } as const;
  return `${way}: ${happens[kind]}`;
}
