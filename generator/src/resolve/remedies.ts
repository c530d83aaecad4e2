import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { Expression } from '../expr/tree.js';
import type { RemedyAction, RemedyIR } from '../ir/deviation.js';
import type { FieldType } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';
import { compileFor, fieldsOf } from './deviation-scope.js';
import type { ErratumData } from './deviations.js';
import { buildName, knownBuild } from './implementations.js';
import { scalarOfField, valueExpression } from './literals.js';
import { paramValue } from './values.js';

type RemedyData = NonNullable<ErratumData['remedies']>[number];

/** What the remedy belongs to: the model that deviates, where it is one. */
export interface About {
  readonly model: string | undefined;
  readonly builds: readonly string[];
  readonly fixedIn: string | undefined;
}

const actions = ['set', 'machine-type', 'through', 'guest', 'upgrade', 'repair'] as const;

/** One action, and where it is meant. What does not exist is reported. */
export function resolveRemedy(
  context: Context,
  file: ImplementationFile,
  data: RemedyData,
  about: About,
  models: ReadonlyMap<string, ModelIR>,
): RemedyIR | undefined {
  return new Remedy(context, file, data, about, models).resolve();
}

class Remedy {
  readonly #context: Context;
  readonly #file: ImplementationFile;
  readonly #data: RemedyData;
  readonly #about: About;
  readonly #models: ReadonlyMap<string, ModelIR>;

  constructor(context: Context, file: ImplementationFile, data: RemedyData, about: About, models: ReadonlyMap<string, ModelIR>) {
    this.#context = context;
    this.#file = file;
    this.#data = data;
    this.#about = about;
    this.#models = models;
  }

  resolve(): RemedyIR | undefined {
    const data = this.#data;
    const action = this.#action();
    const [from, to] = [this.#build('from'), this.#build('to')];
    const model = data.model ?? this.#about.model;
    if (data.model !== undefined && this.#model() === undefined) return undefined;
    const when = data.when === undefined ? undefined : this.#when(data.when);
    if (action === undefined || (data.when !== undefined && when === undefined)) return undefined;
    return {
      text: data.doc?.trim() ?? words(action),
      ...(model === undefined ? {} : { model }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(when === undefined ? {} : { when }),
      action,
    };
  }

  #action(): RemedyAction | undefined {
    const data = this.#data;
    const others = actions.filter((key) => data[key] !== undefined);
    const said = data.reset === true && data.through === undefined ? [...others, 'reset'] : others;
    if (said.length !== 1) {
      return this.#wrong(
        said.length === 0 ? 'a remedy says what to do' : `a remedy is one action, and these are ${said.length}: ${said.join(', ')}`,
      );
    }
    if (data.set !== undefined) return this.#set(data.set);
    if (data['machine-type'] !== undefined) return this.#machineType(data['machine-type']);
    if (data.through !== undefined) {
      const build = this.#build('through');
      return build === undefined ? undefined : { kind: 'through', build, reset: data.reset === true };
    }
    if (data.guest !== undefined) return this.#guest(data.guest);
    if (data.upgrade !== undefined) return this.#upgrade(data.upgrade);
    return data.repair === undefined ? { kind: 'reset' } : this.#repair(data.repair);
  }

  #set(said: NonNullable<RemedyData['set']>): RemedyAction | undefined {
    const model = this.#model();
    if (model === undefined) return undefined;
    const values: Record<string, Value> = {};
    for (const [name, literal] of this.#context.places.entries(said)) {
      const param = model.params.find((each) => each.name === name);
      if (param === undefined) {
        const known = model.params.map((each) => each.name);
        const message = `${model.id} has no param "${name}"${didYouMean(name, known)}`;
        this.#context.reporter.report(names.paramUnknown, this.#context.places.key(said, name), message, knownHere(known));
        continue;
      }
      const value = paramValue(this.#context, param.type, literal, said, name, `param ${name}`);
      if (value !== undefined) values[name] = value;
    }
    return Object.keys(values).length === 0 ? undefined : { kind: 'set', values };
  }

  #machineType(machineType: string): RemedyAction | undefined {
    const { sources, places, reporter, incomplete } = this.#context;
    const families = sources.machines.filter(({ data }) => data.implementation === this.#file.implementation);
    const known = families.flatMap(({ data }) => Object.keys(data.types));
    if (known.includes(machineType) || incomplete.has('machines')) return { kind: 'machine-type', machineType };
    const message = `${this.#file.implementation} has no machine type "${machineType}"${didYouMean(machineType, known)}`;
    reporter.report(state.remedyWrong, places.value(this.#data, 'machine-type'), message, knownHere(known));
    return undefined;
  }

  #guest(situation: string): RemedyAction | undefined {
    const model = this.#model();
    if (model === undefined) return undefined;
    const known = model.situations.map(({ name }) => name);
    if (known.includes(situation)) return { kind: 'guest', situation };
    const message = `${model.id} has no situation "${situation}"${didYouMean(situation, known)}`;
    this.#context.reporter.report(names.pathUnknown, this.#context.places.value(this.#data, 'guest'), message, knownHere(known));
    return undefined;
  }

  #upgrade(end: 'source' | 'destination'): RemedyAction | undefined {
    const build = this.#about.fixedIn;
    return build === undefined
      ? this.#wrong('an upgrade to which build? the erratum does not say where it is fixed')
      : { kind: 'upgrade', end, build };
  }

  #repair(said: NonNullable<RemedyData['repair']>): RemedyAction | undefined {
    const model = this.#model();
    if (model === undefined) return undefined;
    const compile = compileFor(this.#context, this.#file, this.#about.builds, { model }, true);
    const values: Record<string, Expression> = {};
    for (const [path, value] of this.#context.places.entries(said)) {
      const type = typeAt(model, path);
      if (type === undefined) {
        const known = model.sections.flatMap(fieldsOf).map(({ name }) => name);
        const message = `the state of ${model.id} has no "${path}"${didYouMean(path, known)}`;
        this.#context.reporter.report(names.pathUnknown, this.#context.places.key(said, path), message, knownHere(known));
        continue;
      }
      const made = valueExpression(this.#context, scalarOfField(type), value, { data: said, key: path }, { added: 0 }, compile);
      if (made !== undefined) values[path] = made;
    }
    return Object.keys(values).length === 0 ? undefined : { kind: 'repair', values };
  }

  #when(text: string): Expression | undefined {
    const model = this.#model();
    if (model === undefined) return undefined;
    return compileFor(
      this.#context,
      this.#file,
      this.#about.builds,
      { model },
      true,
    )(text, { data: this.#data, key: 'when' }, { added: 0 }, 'bool');
  }

  /** The model whose names are used; which it is must be said where a struct type deviates. */
  #model(): ModelIR | undefined {
    const id = this.#data.model ?? this.#about.model;
    if (id === undefined) return this.#wrong('the names are those of a model, and a struct type deviates: say which `model`');
    const used = new Set(Object.values(this.#file.builds).flatMap((build) => Object.keys(build.models)));
    const known = [...this.#models.keys()].filter((model) => used.has(model));
    const model = known.includes(id) ? this.#models.get(id) : undefined;
    if (model !== undefined || this.#context.incomplete.has('models')) return model;
    const message = `${this.#file.implementation} has no model "${id}"${didYouMean(id, known)}`;
    this.#context.reporter.report(names.modelUnknown, this.#context.places.value(this.#data, 'model'), message, knownHere(known));
    return undefined;
  }

  #build(key: 'from' | 'to' | 'through'): string | undefined {
    const build = this.#data[key];
    return build !== undefined && knownBuild(this.#context, this.#file, build, this.#data, key) ? buildName(this.#file, build) : undefined;
  }

  #wrong(message: string): undefined {
    this.#context.reporter.report(state.remedyWrong, this.#context.places.whole(this.#data), message);
    return undefined;
  }
}

/** The type of a variable, or of what a dotted path reaches inside it. */
function typeAt(model: ModelIR, path: string): FieldType | undefined {
  const [first = '', ...rest] = path.split('.');
  let type = [...model.sections.flatMap(fieldsOf), ...model.hidden].find(({ name }) => name === first)?.type;
  for (const step of rest) {
    const outer: FieldType | undefined = type;
    if (outer?.kind === 'struct') {
      const struct = model.structs.find(({ id }) => id === outer.struct);
      type = struct === undefined ? undefined : fieldsOf(struct).find(({ name }) => name === step)?.type;
    } else if (outer?.kind === 'array' && /^\d{1,9}$/.test(step)) {
      const most = outer.count.kind === 'fixed' ? outer.count.value : outer.count.capacity;
      type = Number(step) < most ? outer.element : undefined;
    } else return undefined;
  }
  return type === undefined || type.kind === 'struct' || type.kind === 'array' || type.kind === 'padding' ? undefined : type;
}

function words(action: RemedyAction): string {
  switch (action.kind) {
    case 'set':
      return `Start the device with ${Object.entries(action.values)
        .map(([name, { value }]) => `${name}=${value}`)
        .join(',')}.`;
    case 'machine-type':
      return `Start the machine as ${action.machineType}.`;
    case 'through':
      return `Migrate through ${action.build}${action.reset ? ', and reset the guest there' : ''}.`;
    case 'reset':
      return 'Reset the guest first.';
    case 'guest':
      return `Bring the guest into the state ${action.situation} first.`;
    case 'upgrade':
      return `Run ${action.build} at the ${action.end}.`;
    case 'repair':
      return `Give ${Object.entries(action.values)
        .map(([path, { text }]) => `${path} the value ${text}`)
        .join(', ')} in what travels.`;
  }
}
