import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { backSide, sidesOf, withNames } from '../ir/composed.js';
import { decompose } from '../ir/decompose.js';
import { bitsWithoutName } from '../ir/joined.js';
import { meetIsEmpty, meets } from '../ir/meet.js';
import type { SnapshotIR, SnapshotParam } from '../ir/snapshot.js';
import type { ComposedIR, PartIR } from '../ir/spec.js';
import { didYouMean } from '../text/suggest.js';
import type { LintContext, SpecRule } from './rule.js';

/** Every param of the two parts has one source that can give it, and the parts have nothing else of one name. */
export const composedDevices: SpecRule = (spec, context) => {
  if (spec.composed.length === 0) return;
  const snapshots = decompose({ ...spec, composed: [] });
  const find = (implementation: string, build: string, model: string) =>
    snapshots.find((each) => each.implementation === implementation && each.build === build && each.model === model);
  for (const composed of spec.composed) {
    const said = new Set<string>();
    for (const host of composed.hosts) {
      const front = find(composed.front.implementation, host.front, composed.front.model);
      const back = find(composed.back.implementation, host.back, composed.back.model);
      if (front !== undefined && back !== undefined) new HostRules(composed, host.build, context, said, front, back).check();
    }
    joinedParams(composed, snapshots, context);
    unknownParams(composed, snapshots, context);
  }
};

class HostRules {
  readonly #composed: ComposedIR;
  readonly #host: string;
  readonly #context: LintContext;
  /** What was reported for another host: the same once more says nothing. */
  readonly #said: Set<string>;
  readonly #front: SnapshotIR;
  readonly #back: SnapshotIR;

  constructor(composed: ComposedIR, host: string, context: LintContext, said: Set<string>, front: SnapshotIR, back: SnapshotIR) {
    this.#composed = composed;
    this.#host = host;
    this.#context = context;
    this.#said = said;
    [this.#front, this.#back] = sidesOf(composed, front, back);
  }

  check(): void {
    const [front, back] = [this.#front, this.#back];
    for (const [side, snapshot] of [
      ['front', front],
      ['back', back],
    ] as const) {
      for (const param of snapshot.params) {
        if (this.#composed.params[param.name] === undefined) this.#open(side, param);
      }
    }
    for (const mine of front.params) {
      const theirs = back.params.find(({ name }) => name === mine.name);
      if (theirs !== undefined) this.#both(mine, theirs);
    }
    this.#versions();
    const seen = new Set(front.variables.map(({ name }) => name));
    for (const { name } of back.variables) if (seen.has(name)) this.#collide(`the state variable ${name}`);
    const shown = new Map(front.observables.map((each) => [each.name, JSON.stringify(each.value.expr)]));
    for (const { name, value } of back.observables) {
      if (shown.has(name) && shown.get(name) !== JSON.stringify(value.expr)) this.#collide(`the observable ${name}`);
    }
  }

  #open(side: string, { name }: SnapshotParam): void {
    if (!this.#first(`open ${name}`)) return;
    const { implementation } = this.#composed;
    const help = `say ${side}, or a meet (and, min, equal) if both have it`;
    const place = this.#context.span('composed', implementation);
    this.#context.reporter.report(
      names.composedParamOpen,
      place,
      `${implementation} does not say where ${name} of the ${side} comes from`,
      { help },
    );
  }

  #both(mine: SnapshotParam, theirs: SnapshotParam): void {
    const meet = this.#composed.params[mine.name];
    if (meet === undefined) return;
    const place = this.#context.span('composed', this.#composed.implementation, 'params', mine.name);
    const sameType = JSON.stringify(mine.type) === JSON.stringify(theirs.type);
    const alone = meet === 'front' || meet === 'back' || meet === 'pinned';
    if (alone || !sameType || !meets(meet, mine.type) || (mine.hostFact !== undefined && theirs.hostFact !== undefined)) {
      const why = alone
        ? 'both have it, and one alone decides'
        : !sameType
          ? 'the two have different types of it'
          : !meets(meet, mine.type)
            ? `values of its type have no ${meet}`
            : 'hosts limit it on both sides';
      if (this.#first(`misfit ${mine.name}`))
        this.#context.reporter.report(codes.meetMisfit, place, `${mine.name} cannot be ${meet}: ${why}`, {
          help: '`and` is for flags and bools, `min` for integers, `equal` for all; both sides have one type, and one host fact',
        });
    } else if (meetIsEmpty(meet, mine, theirs) && this.#first(`empty ${mine.name} ${this.#host}`)) {
      const host = this.#context.span('composed', this.#composed.implementation, 'hosts', this.#host);
      this.#context.reporter.report(
        codes.meetEmpty,
        host,
        `no value of ${mine.name} is accepted by both ${this.#front.buildId} and ${this.#back.buildId}`,
        {
          related: [{ message: 'where it comes from', span: place }],
          help: 'widen the range of one side, or leave the pair of builds out',
        },
      );
    }
  }

  /** A param of the front without an off value has one in every version, by the front's own versions or pinned. */
  #versions(): void {
    const { front, implementation, params } = this.#composed;
    const latest = { ...this.#front.versions[0]?.values, ...front.pinned };
    for (const { name, off } of this.#front.params) {
      if (params[name] === 'pinned' ? front.pinned[name] !== undefined : this.#back.versions.length === 0) continue;
      const given = latest[name] !== undefined || (off !== undefined && params[name] !== 'pinned');
      if (params[name] === undefined || given || !this.#first(`version ${name}`)) continue;
      this.#context.reporter.report(
        codes.composedVersionOpen,
        this.#context.span('composed', implementation, 'params', name),
        params[name] === 'pinned'
          ? `${name} is to be pinned, and has no value`
          : `no version says which ${name} the device has: neither one of ${this.#front.model} nor what is pinned`,
        { help: `give it a value under front, pinned: { ${name}: … }` },
      );
    }
  }

  #collide(what: string): void {
    if (!this.#first(`collide ${what}`)) return;
    const place = this.#context.span('composed', this.#composed.implementation);
    this.#context.reporter.report(codes.partsCollide, place, `${what} is both in ${this.#front.model} and in ${this.#back.model}`, {
      help: 'rename one of the two: the composed device has one state and shows each value once',
    });
  }

  #first(what: string): boolean {
    if (this.#said.has(what)) return false;
    this.#said.add(what);
    return true;
  }
}

/** What `as` names is there, in words that are each used once, and every bit that can be set has a name. */
function joinedParams(composed: ComposedIR, snapshots: readonly SnapshotIR[], { reporter, span }: LintContext): void {
  const back = snapshots.filter(
    ({ implementation, model }) => implementation === composed.back.implementation && model === composed.back.model,
  );
  const own = new Map(back.flatMap(({ params }) => params.map((param) => [param.name, param] as const)));
  const used = new Set([...own.keys()].filter((name) => composed.back.as[name] === undefined));
  const misfit = (name: string, message: string, help: string): void =>
    reporter.report(codes.joinedNameMisfit, span('composed', composed.implementation, 'as', name), message, { help });
  for (const [name, called] of Object.entries(composed.back.as)) {
    const param = own.get(name);
    if (param === undefined) {
      misfit(name, `${composed.back.model} has no param "${name}"${didYouMean(name, own.keys())}`, 'correct the name');
      continue;
    }
    for (const word of typeof called === 'string' ? [called] : Object.values(called)) {
      if (used.has(word)) misfit(name, `two params of the back are called ${word} here`, 'give each a name of its own');
      used.add(word);
    }
    if (typeof called === 'string') continue;
    if (param.type.kind !== 'flags' || param.hostFact !== undefined) {
      const why = param.type.kind !== 'flags' ? `it is ${param.type.kind}` : 'a host fact limits all of it at once';
      misfit(name, `${name} has no bits to be params of their own: ${why}`, 'give it one name');
      continue;
    }
    const bits = param.type.names.map((bit) => bit.name);
    for (const bit of Object.keys(called)) {
      if (!bits.includes(bit)) misfit(name, `${name} has no bit "${bit}"${didYouMean(bit, bits)}`, 'correct the name of the bit');
    }
    const left = [
      ...new Set(
        back.flatMap(({ params }) => params.filter((each) => each.name === name).flatMap((each) => bitsWithoutName(each, called))),
      ),
    ];
    if (left.length > 0)
      misfit(name, `${left.join(', ')} of ${name} can be set, and is no param here`, 'give every bit that a build can have a name');
  }
}

/** A source that never has the param gives nothing. */
function unknownParams(composed: ComposedIR, snapshots: readonly SnapshotIR[], { reporter, span }: LintContext): void {
  const paramsOf = (part: PartIR, words: (snapshot: SnapshotIR) => SnapshotIR) =>
    new Set(
      snapshots
        .filter(({ implementation, model }) => implementation === part.implementation && model === part.model)
        .map(words)
        .flatMap(({ params, retired }) => [...params, ...retired].map(({ name }) => name)),
    );
  const front = paramsOf(composed.front, withNames);
  const back = paramsOf(composed.back, (snapshot) => backSide(snapshot, composed.back.as));
  for (const [name, meet] of Object.entries(composed.params)) {
    const missing = [
      ...(meet !== 'back' && !front.has(name) ? ['front'] : []),
      ...(meet !== 'front' && meet !== 'pinned' && !back.has(name) ? ['back'] : []),
    ];
    if (missing.length === 0) continue;
    reporter.report(
      names.composedParamUnknown,
      span('composed', composed.implementation, 'params', name),
      `${name} is to come from ${meet === 'pinned' ? 'the front' : meet === 'front' || meet === 'back' ? `the ${meet}` : 'both'}, and the ${missing.join(' and the ')} never has it`,
      { help: 'correct the name, or say which side has it' },
    );
  }
}
