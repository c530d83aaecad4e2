/** Every predicate of a layout over one state: who needs a subsection, which fields are there. */
import type { DocumentExpression, DocumentField, DocumentFieldType, DocumentLayout, DocumentModel } from '@migspec/capabilities';
import { partial } from '@migspec/compat';
import { isPlain, sequenceOf } from '@migspec/emulator';
import type { DeviceState } from '@migspec/runtime';
import type { Inside, Scope } from '../scope.js';
import type { PredicateUse } from './tally.js';

export type Visit = (use: PredicateUse, subject: string, text: string, value: boolean | undefined) => void;

/** `versionOf` gives the version of a section that is in force: the one written, or the one received. */
export function walkPredicates(
  model: DocumentModel,
  scope: Scope,
  state: DeviceState,
  versionOf: (section: string) => number | undefined,
  visit: Visit,
): void {
  const walker = new Walker(model, scope, state, visit);
  for (const section of model.sections) {
    const version = versionOf(section.id);
    if (version !== undefined) walker.layout(section, { self: state, resetSelf: scope.reset, version }, section.id);
  }
}

class Walker {
  readonly #model: DocumentModel;
  readonly #scope: Scope;
  readonly #state: DeviceState;
  readonly #visit: Visit;

  constructor(model: DocumentModel, scope: Scope, state: DeviceState, visit: Visit) {
    this.#model = model;
    this.#scope = scope;
    this.#state = state;
    this.#visit = visit;
  }

  layout(layout: DocumentLayout, inside: Inside, subject: string): void {
    for (const field of layout.fields) this.#field(field, inside, subject);
    for (const subsection of layout.subsections) {
      this.#ask('needed', `${subsection.name}`, subsection.needed, inside);
      this.layout(subsection, { ...inside, version: subsection.version }, subsection.name);
    }
  }

  #field(field: DocumentField, inside: Inside, subject: string): void {
    const name = `${subject}.${field.name}`;
    if (field.when !== undefined && this.#ask('when', name, field.when, inside) === false) return;
    const value = inside.self?.[field.name];
    this.#type(field.type, value, inside.resetSelf?.[field.name], inside.version, name);
  }

  #type(type: DocumentFieldType, value: unknown, reset: unknown, version: number | undefined, subject: string): void {
    if (type.kind === 'array' && type.element.kind === 'struct') {
      const items = sequenceOf(value);
      const resets = sequenceOf(reset);
      for (let index = 0; index < (items?.length ?? 0); index++) {
        this.#type(
          type.element,
          items?.at(index),
          resets !== undefined && index < resets.length ? resets.at(index) : undefined,
          version,
          subject,
        );
      }
      return;
    }
    if (type.kind !== 'struct' || !isPlain(value)) return;
    const struct = this.#model.structs[type.struct];
    if (struct === undefined) return;
    const own = struct.version ?? version;
    const inside = { self: value, ...(isPlain(reset) ? { resetSelf: reset } : {}), ...(own === undefined ? {} : { version: own }) };
    this.layout(struct, inside, struct.origin);
  }

  #ask(use: PredicateUse, subject: string, predicate: DocumentExpression, inside: Inside): boolean | undefined {
    const value = this.#scope.evaluate(predicate, this.#state, inside);
    const decided = typeof value === 'boolean' ? value : undefined;
    // One that is written as a constant at this revision says so; it is not a predicate that decides nothing.
    if (partial(predicate.expr, {}).op !== 'bool') this.#visit(use, subject, predicate.text, decided);
    return decided;
  }
}
