/** Two lists of fields in wire order: pairs them, says what is missing, extra or out of order, and compares the pairs. */
import type { DocumentLayout, Expr } from '@migspec/capabilities';
import { type Linear, minus, plus } from '../../expr/linear.js';
import { always, and, choose, differ, isFalse, isTrue, not } from '../build.js';
import { checkBounds } from './bounds.js';
import { compareTypes } from './compare-type.js';
import { knownOfValue } from './known.js';
import { askLeftOut, notReset } from './lost.js';
import {
  absentDiffers,
  absentValue,
  foldDestination,
  foldSource,
  isScalar,
  type Present,
  pathOf,
  presentAtSource,
  receive,
  receiveAbsent,
  type Scope,
  sameAbsent,
  settle,
  under,
} from './scope.js';
import { checkZero, gainVariable, isSilent, loseVariable } from './silence.js';
import { compareSums, nothing, wireSum } from './sums.js';
import { typeText, wireWidth } from './width.js';

export interface Heads {
  readonly source: Present;
  readonly destination: Present;
}

/** False when what follows on the wire no longer lies where the destination looks. */
export function compareFields(scope: Scope, source: DocumentLayout, destination: DocumentLayout): boolean {
  for (const field of source.fields) {
    if (field.intended === undefined) continue;
    const sent = field.when === undefined ? always : foldSource(scope, field.when);
    askLeftOut(scope, field, and(foldSource(scope, field.intended), not(sent)));
  }
  return new FieldWalk(scope, presentAtSource(scope, source), destination).run();
}

class FieldWalk {
  private readonly scope: Scope;
  private readonly source: readonly Present[];
  private readonly fields: DocumentLayout['fields'];
  private from = 0;
  private to = 0;
  /** Bytes of the padding at the head that are used up. */
  private usedFrom = nothing;
  private usedTo = nothing;
  private current: Present | undefined;

  constructor(scope: Scope, source: readonly Present[], destination: DocumentLayout) {
    this.scope = scope;
    this.source = source;
    this.fields = destination.fields;
    this.current = this.headOfDestination();
  }

  run(): boolean {
    while (this.step()) {
      const source = this.source[this.from];
      const destination = this.current;
      const ok =
        source === undefined
          ? destination === undefined || this.missing(destination)
          : destination === undefined
            ? this.extra(source)
            : this.pair({ source, destination });
      if (!ok) return this.giveUp();
    }
    return true;
  }

  private step(): boolean {
    return this.from < this.source.length || this.current !== undefined;
  }

  /** The destination's next field that can be there; its condition may read fields before it, so one at a time. */
  private headOfDestination(): Present | undefined {
    for (; this.to < this.fields.length; this.to++) {
      const field = this.fields[this.to];
      if (field === undefined) break;
      const when = field.when === undefined ? always : foldDestination(this.scope, field.when);
      if (when.op !== 'bool' || when.value) return { field, when };
      receiveAbsent(this.scope, field);
    }
    return undefined;
  }

  private nextFrom(): void {
    this.from++;
    this.usedFrom = nothing;
  }

  private nextTo(): void {
    this.to++;
    this.usedTo = nothing;
    this.current = this.headOfDestination();
  }

  private pair(heads: Heads): boolean {
    const { source, destination } = heads;
    const silent = [isSilent(source.field), isSilent(destination.field)];
    if (silent[0] === true || silent[1] === true) return this.bytes(heads, silent[0] === true, silent[1] === true);
    if (source.field.name === destination.field.name) return this.same(heads);
    const later = this.fields.slice(this.to).some((field) => field.name === source.field.name);
    const earlier = this.source.slice(this.from).some((present) => present.field.name === destination.field.name);
    if (later && earlier) return this.differs(heads, 'another order');
    if (earlier) return this.extra(source);
    if (later) return this.missing(destination);
    return this.renamed(heads);
  }

  private same({ source, destination }: Heads): boolean {
    const { scope } = this;
    const path = pathOf(scope, source.field);
    const value = scope.at(source.field.name);
    const subject = { section: scope.section, field: path };
    const presence = differ(source.when, destination.when);
    scope.walk.asker.ask(
      'SECTION_LAYOUT_DIFFERS',
      'state',
      presence,
      { ...subject, have: source.field.when?.text ?? 'always there', want: destination.field.when?.text ?? 'always there' },
      { wrap: scope.wrap },
    );
    settle(scope, source.field);
    if (!isTrue(source.when)) {
      const bad = and(not(source.when), absentDiffers(scope, source.field, destination.field, value));
      scope.walk.asker.ask('STATE_LOST', 'state', bad, subject, { wrap: scope.wrap, known: scope.known });
    }
    receive(scope, destination.field, this.arriving(source, destination, value));
    const fields = { source: source.field, destination: destination.field };
    const aligned = compareTypes(under(scope, source.when), fields, source.field.type, destination.field.type, value, path);
    this.nextFrom();
    this.nextTo();
    // Where it is not there, what follows lies where it should.
    return aligned || !isTrue(source.when);
  }

  /** A variable that is not sent has its absent value at the source; the destination's own may be another. */
  private arriving(source: Present, destination: Present, value: Expr): Expr {
    if (isTrue(source.when)) return value;
    if (sameAbsent(this.scope, source.field, destination.field)) return value;
    return choose(source.when, value, absentValue(this.scope, destination.field));
  }

  /** A field that the destination does not have; what follows lies elsewhere. */
  private extra(source: Present): boolean {
    this.report(source, pathOf(this.scope, source.field), typeText(source.field.type), 'nothing');
    settle(this.scope, source.field);
    this.nextFrom();
    return !isTrue(source.when);
  }

  private missing(destination: Present): boolean {
    receiveAbsent(this.scope, destination.field);
    this.report(destination, pathOf(this.scope, destination.field), 'nothing', typeText(destination.field.type));
    this.nextTo();
    return !isTrue(destination.when);
  }

  private renamed(heads: Heads): boolean {
    const { source, destination } = heads;
    const widths = [this.widthOf('source', source), this.widthOf('destination', destination)];
    settle(this.scope, source.field);
    if (this.neverMoves(heads)) this.arrivesAs(heads);
    else {
      this.differs(heads, 'another field');
      receiveAbsent(this.scope, destination.field);
    }
    this.nextFrom();
    this.nextTo();
    return widths[0] !== undefined && widths[0] === widths[1];
  }

  /** The source's field has its reset value in every state: nothing is lost under another name, and the destination judges the value. */
  private neverMoves({ source, destination }: Heads): boolean {
    const { field } = source;
    const known = [...this.scope.known, ...knownOfValue(this.scope, field, field.type, this.scope.at(field.name))];
    return (
      isTrue(source.when) &&
      isTrue(destination.when) &&
      isScalar(field) &&
      typeText(field.type) === typeText(destination.field.type) &&
      isFalse(this.scope.walk.asker.predicate(notReset(this.scope, field, this.scope.at(field.name)), { known }))
    );
  }

  private arrivesAs({ source, destination }: Heads): void {
    const { scope } = this;
    const value = scope.at(source.field.name);
    receive(scope, destination.field, value);
    const types = { source: source.field.type, destination: destination.field.type };
    scope.walk.later.push(() => checkBounds(scope, source.field, destination.field, types, value, pathOf(scope, destination.field)));
  }

  private differs({ source, destination }: Heads, how: string): boolean {
    const path = `${pathOf(this.scope, source.field)} / ${pathOf(this.scope, destination.field)}`;
    this.report(
      source,
      path,
      `${source.field.name}: ${typeText(source.field.type)}`,
      `${how}: ${destination.field.name}: ${typeText(destination.field.type)}`,
    );
    return false;
  }

  /** Padding and fillers are consumed byte by byte, so that one may lie over several of the other side's. */
  private bytes(heads: Heads, sourceSilent: boolean, destinationSilent: boolean): boolean {
    const { source, destination } = heads;
    const both = sourceSilent && destinationSilent;
    if (!both && this.comesLater(sourceSilent ? destination : source, sourceSilent)) {
      return sourceSilent ? this.extra(source) : this.missing(destination);
    }
    const [have, want] = [this.left('source', source, this.usedFrom), this.left('destination', destination, this.usedTo)];
    const longer = have === undefined || want === undefined ? undefined : compareSums(have, want, sourceSilent, destinationSilent);
    if (have === undefined || want === undefined || longer === undefined) return this.differs(heads, 'bytes of another length');
    if (both) checkZero(this.scope, source, destination);
    else if (sourceSilent && longer !== 'destination') gainVariable(this.scope, source, destination);
    else if (destinationSilent && longer !== 'source') loseVariable(this.scope, source, destination);
    else return this.differs(heads, 'bytes of another length');
    this.usedFrom = plus(this.usedFrom, longer === 'source' ? want : have);
    this.usedTo = plus(this.usedTo, longer === 'destination' ? have : want);
    if (longer !== 'source') this.nextFrom();
    if (longer !== 'destination') this.nextTo();
    return true;
  }

  /** Whether the variable opposite to padding stands further on beside it, so that the padding is what is too much. */
  private comesLater({ field }: Present, atSource: boolean): boolean {
    const rest = atSource ? this.source.slice(this.from).map((present) => present.field) : this.fields.slice(this.to);
    return rest.some((other) => other.name === field.name && !isSilent(other));
  }

  /** Bytes that are not consumed yet; undefined where no sum tells. */
  private left(side: 'source' | 'destination', present: Present, used: Linear): Linear | undefined {
    const width = isTrue(present.when) ? wireSum(this.scope, side, present.field.type) : undefined;
    return width === undefined ? undefined : minus(width, used);
  }

  private widthOf(side: 'source' | 'destination', present: Present): number | undefined {
    return wireWidth(this.scope.walk.asker.pair[side].model, present.field.type);
  }

  private report(present: Present, field: string, have: string, want: string): void {
    const { asker } = this.scope.walk;
    asker.ask(
      'SECTION_LAYOUT_DIFFERS',
      'state',
      present.when,
      { section: this.scope.section, field, have, want },
      { wrap: this.scope.wrap },
    );
  }

  /** Nothing more can be said of this layout: it is reported, and no loss is reported besides. */
  private giveUp(): boolean {
    for (; this.from < this.source.length; this.from++) {
      const present = this.source[this.from];
      if (present !== undefined) settle(this.scope, present.field);
    }
    for (const field of this.fields.slice(this.to)) if (!this.scope.received.has(field.name)) receiveAbsent(this.scope, field);
    return false;
  }
}
