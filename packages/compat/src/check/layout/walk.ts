/** Two lists of fields in wire order: pairs them, says what is missing, extra or out of order, and compares the pairs. */
import type { DocumentLayout } from '@migspec/capabilities';
import { always, choose, differ, isTrue } from '../build.js';
import { compareTypes } from './compare-type.js';
import {
  absentValue,
  foldDestination,
  type Present,
  pathOf,
  presentAtSource,
  receive,
  receiveAbsent,
  type Scope,
  settle,
  under,
} from './scope.js';
import { checkZero, gainVariable, isSilent, loseVariable } from './silence.js';
import { typeText, wireWidth } from './width.js';

export interface Heads {
  readonly source: Present;
  readonly destination: Present;
}

/** False when what follows on the wire no longer lies where the destination looks. */
export function compareFields(scope: Scope, source: DocumentLayout, destination: DocumentLayout): boolean {
  return new FieldWalk(scope, presentAtSource(scope, source), destination).run();
}

class FieldWalk {
  private readonly scope: Scope;
  private readonly source: readonly Present[];
  private readonly fields: DocumentLayout['fields'];
  private from = 0;
  private to = 0;
  /** Bytes of the padding at the head that are used up. */
  private usedFrom = 0;
  private usedTo = 0;
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
    this.usedFrom = 0;
  }

  private nextTo(): void {
    this.to++;
    this.usedTo = 0;
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
    receive(scope, destination.field, isTrue(source.when) ? value : choose(source.when, value, absentValue(scope, destination.field)));
    const fields = { source: source.field, destination: destination.field };
    const aligned = compareTypes(under(scope, source.when), fields, source.field.type, destination.field.type, value, path);
    this.nextFrom();
    this.nextTo();
    return aligned;
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
    this.differs(heads, 'another field');
    settle(this.scope, source.field);
    receiveAbsent(this.scope, destination.field);
    this.nextFrom();
    this.nextTo();
    return widths[0] !== undefined && widths[0] === widths[1];
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
    const left = this.widthOf('source', source);
    const right = this.widthOf('destination', destination);
    const [have, want] = [left === undefined ? undefined : left - this.usedFrom, right === undefined ? undefined : right - this.usedTo];
    const name = sourceSilent ? destination.field.name : source.field.name;
    const elsewhere = sourceSilent
      ? this.source.slice(this.from).some((present) => present.field.name === name)
      : this.fields.slice(this.to).some((field) => field.name === name);
    if (!(sourceSilent && destinationSilent) && elsewhere) return sourceSilent ? this.extra(source) : this.missing(destination);
    if (have === undefined || want === undefined) return this.differs(heads, 'bytes of another length');
    if (sourceSilent && destinationSilent) checkZero(this.scope, source, destination);
    else if (sourceSilent && want <= have) gainVariable(this.scope, source, destination);
    else if (destinationSilent && have <= want) loseVariable(this.scope, source, destination);
    else return this.differs(heads, 'bytes of another length');
    const used = Math.min(have, want);
    this.usedFrom += used;
    this.usedTo += used;
    if (used === have) this.nextFrom();
    if (used === want) this.nextTo();
    return true;
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
