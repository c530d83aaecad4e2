import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { Expression } from '../expr/tree.js';
import type { BoundName, DeviationChange } from '../ir/deviation.js';
import type { Field, FieldType, Layout } from '../ir/layout.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';
import { compileFor, fieldsOf, type Target as Scoped } from './deviation-scope.js';
import type { DeviationData } from './deviations.js';
import type { At } from './expressions.js';
import { buildName } from './implementations.js';
import { type Compile, intExpr, integer, scalarOfField, valueExpression } from './literals.js';

/** A layout that deviates: of a section, a subsection or a struct, or of a subsection inside a struct. */
export type Target = Scoped & { readonly layout: Layout };

/** What deviates, in the order of the schema; what changes nothing that exists is reported. */
export function deviationChanges(
  context: Context,
  file: ImplementationFile,
  builds: readonly string[],
  data: DeviationData,
  targets: readonly Target[],
  subsection: boolean,
): readonly DeviationChange[] {
  return new Changes(context, file, builds, data, targets).all(subsection);
}

class Changes {
  readonly #context: Context;
  readonly #file: ImplementationFile;
  readonly #builds: readonly string[];
  readonly #data: DeviationData;
  readonly #targets: readonly Target[];

  constructor(context: Context, file: ImplementationFile, builds: readonly string[], data: DeviationData, targets: readonly Target[]) {
    this.#context = context;
    this.#file = file;
    this.#builds = builds.map((build) => buildName(file, build));
    this.#data = data;
    this.#targets = targets;
  }

  all(subsection: boolean): readonly DeviationChange[] {
    const { places, reporter } = this.#context;
    const data = this.#data;
    const before = reporter.sorted().length;
    const changes: readonly DeviationChange[] = [
      ...places.entries(data.write).flatMap(([name]) => this.#write(data.write ?? {}, name)),
      ...places.entries(data.when).flatMap(([name, text]) => this.#when(data.when ?? {}, name, text)),
      ...this.#needed(subsection),
      ...places.entries(data.bounds).flatMap(([name]) => this.#bounds(data.bounds ?? {}, name)),
      ...places.entries(data.unenforced?.fields).flatMap(([name, bounds]) => this.#unenforced(data.unenforced?.fields ?? {}, name, bounds)),
      ...(data.unenforced?.rules ?? []).flatMap((rule, index) => this.#rule(data.unenforced?.rules ?? [], index, rule)),
    ];
    if (changes.length === 0 && reporter.sorted().length === before) {
      this.#wrong(places.whole(data), 'a deviation says what deviates: write, when, needed, bounds or unenforced');
    }
    return changes;
  }

  #write(map: NonNullable<DeviationData['write']>, name: string): readonly DeviationChange[] {
    const written = map[name];
    const value = this.#forEach(map, name, (target, field) => {
      if (written === undefined) return undefined;
      if (field.type.kind === 'struct' || field.type.kind === 'padding') {
        this.#wrong(
          this.#context.places.key(map, name),
          `"${name}" is no value: a deviation writes integers, bools, enums, flags or bytes`,
        );
        return undefined;
      }
      const compile = this.#compile(target, false);
      return valueExpression(
        this.#context,
        scalarOfField(field.type),
        written.value,
        { data: written, key: 'value' },
        { added: 0 },
        compile,
      );
    });
    return value === undefined ? [] : [{ kind: 'write', field: name, value }];
  }

  #when(map: object, name: string, text: string): readonly DeviationChange[] {
    const when = this.#forEach(map, name, (target) => this.#compile(target, true)(text, { data: map, key: name }, { added: 0 }, 'bool'));
    return when === undefined ? [] : [{ kind: 'when', field: name, when }];
  }

  #needed(subsection: boolean): readonly DeviationChange[] {
    const { needed } = this.#data;
    if (needed === undefined) return [];
    if (!subsection) {
      const message = 'only a subsection is needed or not: name it with "model" and "subsection"';
      this.#context.reporter.report(state.deviationTarget, this.#context.places.key(this.#data, 'needed'), message);
      return [];
    }
    let value: Expression | undefined;
    for (const target of this.#targets) {
      value = this.#compile(target, true)(needed, { data: this.#data, key: 'needed' }, { added: 0 }, 'bool');
      if (value === undefined) return [];
    }
    return value === undefined ? [] : [{ kind: 'needed', needed: value }];
  }

  #bounds(map: NonNullable<DeviationData['bounds']>, name: string): readonly DeviationChange[] {
    const data = map[name] ?? {};
    const changes = this.#forEach(map, name, (target, field): readonly DeviationChange[] | undefined => {
      const number = (key: 'min' | 'max' | 'below' | 'count'): Expression | undefined => {
        const value = data[key];
        if (value === undefined) return undefined;
        const at: At = { data, key };
        return typeof value === 'bigint'
          ? integer(value, this.#context.places.written(data, key))
          : this.#compile(target, true)(value, at, { added: 0 }, 'int');
      };
      const [min, below, by] = [number('min'), number('below'), number('count')];
      const max = number('max') ?? (below === undefined ? undefined : oneLess(below));
      if (by !== undefined && !isCounted(field.type)) {
        this.#wrong(this.#context.places.key(data, 'count'), `"${name}" is not counted`);
        return undefined;
      }
      const bound = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
      return [
        ...(Object.keys(bound).length === 0 ? [] : [{ kind: 'bound', field: name, ...bound } as const]),
        ...(by === undefined ? [] : [{ kind: 'count', field: name, by } as const]),
      ];
    });
    return changes ?? [];
  }

  #unenforced(map: object, name: string, bounds: readonly BoundName[]): readonly DeviationChange[] {
    const found = this.#forEach(map, name, (_target, field) => {
      const open = bounds.find((bound) => field.bounds[bound] === undefined);
      if (open === undefined) return bounds;
      const known = Object.keys(field.bounds).join(', ');
      this.#wrong(this.#context.places.value(map, name), `"${name}" has no bound "${open}"${known === '' ? '' : `: it has ${known}`}`);
      return undefined;
    });
    return found === undefined ? [] : [{ kind: 'unenforced', field: name, bounds: found }];
  }

  #rule(list: readonly string[], index: number, rule: string): readonly DeviationChange[] {
    const known = this.#targets.flatMap(({ layout }) => rulesOf(layout));
    if (known.includes(rule)) return [{ kind: 'unenforced-rule', rule }];
    this.#wrong(this.#context.places.value(list, index), `there is no such rule${didYouMean(rule, known)}`);
    return [];
  }

  /** What `make` gives for the field in the last target; nothing when it is missing or wrong in any. */
  #forEach<T>(map: object, name: string, make: (target: Target, field: Field) => T | undefined): T | undefined {
    let made: T | undefined;
    for (const target of this.#targets) {
      const all = fieldsOf(target.layout);
      const field = all.find((each) => each.name === name);
      if (field === undefined) {
        const place = this.#context.places.key(map, name);
        const known = all.map((each) => each.name);
        this.#context.reporter.report(names.pathUnknown, place, `${describe(target)} has no field "${name}"${didYouMean(name, known)}`);
        return undefined;
      }
      made = make(target, field);
      if (made === undefined) return undefined;
    }
    return made;
  }

  #compile(target: Target, withState: boolean): Compile {
    return compileFor(this.#context, this.#file, this.#builds, target, withState);
  }

  #wrong(span: Parameters<Context['reporter']['report']>[1], message: string): void {
    this.#context.reporter.report(state.deviationWrong, span, message);
  }
}

function describe({ layout, model, struct }: Target): string {
  if ('needed' in layout) return layout.name;
  return struct?.origin ?? ('id' in layout ? `the section ${String(layout.id)} of ${model.id}` : model.id);
}

function oneLess(bound: Expression): Expression {
  if (bound.expr.op === 'int') return integer(BigInt(bound.expr.value) - 1n);
  return { text: `(${bound.text}) - 1`, expr: { op: 'sub', left: bound.expr, right: intExpr(1n) } };
}

function isCounted(type: FieldType): boolean {
  return type.kind === 'bytes' || (type.kind === 'array' && type.count.kind !== 'marked');
}

function rulesOf(layout: Layout): readonly string[] {
  return [...layout.invariants.map(({ rule }) => rule.text), ...layout.subsections.flatMap(rulesOf)];
}
