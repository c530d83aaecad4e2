/** The module of one model in one build: configuration and state types, the descriptor, the class. */
import type { Expression } from '../../expr/tree.js';
import type { SnapshotIR, SnapshotParam } from '../../ir/snapshot.js';
import type { ParamType } from '../../ir/values.js';
import type { CodecPlan } from '../../plan/plan.js';
import { refsOf } from '../../plan/refs.js';
import { Code } from '../code.js';
import { fieldDocs, paramDocs } from './comments.js';
import { dataLiteral } from './data.js';
import type { Declaration, ImportDraft } from './draft.js';
import { paramType, paramValue } from './field-types.js';
import { initialValue } from './initial.js';
import { type DeclaredFacts, type DeviceInput, Module, type Place, type StructLinks } from './module.js';
import { nameCode } from './section-descriptor.js';
import { access, commentLine, commentLines, pascalCase, propertyKey, quote } from './text.js';

export interface DeviceModule {
  readonly className: string;
  readonly imports: readonly ImportDraft[];
  readonly declarations: readonly Declaration[];
}

/** `layout`: the module of a section, as imported from the device's. */
export function deviceModule(input: DeviceInput, plan: CodecPlan, links: StructLinks, layout: (section: string) => string): DeviceModule {
  const { snapshot } = input;
  const module = new Module(input, links);
  const className = classNameOf(snapshot);
  const sections = plan.sections.map((section) => ({ id: section.id, from: layout(section.id), name: module.names.take(section.id) }));
  const state = [...sections.map(({ name }) => `${name}.State`), ...(plan.hidden.length > 0 ? ['Hidden'] : [])];
  for (const name of ['Device', 'configurationSchemaOf', 'createConfiguration']) module.runtime(name);
  for (const name of ['DeviceDescriptor', 'Placement', 'StandardSchema']) module.runtimeType(name);
  const descriptor = descriptorCode(
    module,
    input,
    plan,
    sections.map(({ name }) => name),
  );
  const declarations: Declaration[] = [
    {
      kind: 'object-type',
      exported: true,
      name: 'Configuration',
      docs: [commentLine(`Params of ${snapshot.model} at revision ${snapshot.revision}.`)],
      properties: snapshot.params.map((param) => ({
        name: param.name,
        type: paramType(param.type, param.range),
        readonly: true,
        docs: paramDocs(param),
      })),
    },
    ...(plan.hidden.length === 0
      ? []
      : [
          {
            kind: 'object-type',
            exported: true,
            name: 'Hidden',
            docs: ['Variables that no section carries at this revision.'],
            properties: plan.hidden.map((field) => ({
              name: field.name,
              type: module.type(field.type),
              readonly: false,
              docs: fieldDocs(field),
            })),
          } as const,
        ]),
    {
      kind: 'type',
      exported: true,
      name: 'State',
      type: state.length === 0 ? 'Record<never, never>' : state.join(' & '),
      docs: ['All state variables.'],
    },
    {
      kind: 'const',
      exported: true,
      name: 'descriptor',
      type: 'DeviceDescriptor<State, Configuration>',
      init: descriptor,
      docs: [commentLine(`${snapshot.model} as ${snapshot.buildId} has it.`)],
    },
    {
      kind: 'const',
      exported: true,
      name: 'configurationSchema',
      type: 'StandardSchema<string | Partial<Configuration>, Configuration>',
      // Bundlers may leave it out where nobody asks for it.
      init: '/* @__PURE__ */ configurationSchemaOf(descriptor)',
      docs: ['Standard Schema of what `create` takes, machine facts at their defaults: `configurationSchemaOf` takes others.'],
    },
    {
      kind: 'class',
      exported: true,
      name: className,
      base: 'Device<State, Configuration>',
      docs: [
        ...commentLines(snapshot.title ?? snapshot.model),
        commentLine(`${snapshot.model}, revision ${snapshot.revision}, in ${snapshot.buildId}.`),
      ],
      members: [
        { kind: 'static', name: 'descriptor', init: 'descriptor', docs: [] },
        {
          kind: 'method',
          name: 'create',
          parameters: [
            { name: 'wanted', type: 'string | Partial<Configuration>', init: "''" },
            { name: 'placement', type: 'Partial<Placement>', init: '{}' },
          ],
          returns: className,
          body: `return new ${className}(descriptor, createConfiguration(descriptor, wanted, placement), placement);`,
          docs: [
            'A new device from an instantiation string (`version=2,name=value`) or from values of some params.',
            'Throws MigspecError: VERSION_UNKNOWN, PARAM_UNKNOWN, PARAM_VALUE_REFUSED, CONSTRAINT_BROKEN, INSTANTIATION_INVALID.',
          ],
        },
      ],
    },
  ];
  const namespaces = sections.map(({ name, from }) => ({ from, namespace: name }));
  return { className, imports: [...module.imports(), ...namespaces], declarations };
}

export function classNameOf(snapshot: SnapshotIR): string {
  const name = pascalCase(snapshot.path.split('/').at(-1) ?? snapshot.path);
  return ['Device', 'State', 'Configuration', 'Hidden', 'Placement', 'DeviceDescriptor', 'StandardSchema', 'Partial', 'Record'].includes(
    name,
  )
    ? `${name}Model`
    : name;
}

function descriptorCode(module: Module, input: DeviceInput, plan: CodecPlan, sections: readonly string[]): string {
  const { snapshot } = input;
  const place: Place = { state: (name) => access('state', name), self: (name) => access('self', name), version: '1' };
  const code = new Code();
  const list = (name: string, entries: readonly string[]): void => {
    if (entries.length === 0) {
      code.line(`${name}: [],`);
      return;
    }
    code.line(`${name}: [`);
    code.indent(() => {
      for (const entry of entries) for (const line of `${entry},`.split('\n')) code.line(line);
    });
    code.line('],');
  };
  code.block('', () => {
    code.line(`model: ${quote(snapshot.model)},`);
    code.line(`build: ${quote(snapshot.buildId)},`);
    code.line(`revision: ${quote(snapshot.revision)},`);
    code.line(`framing: ${quote(snapshot.framing)},`);
    code.line(`machineFacts: ${factsLiteral(input.machineFacts)},`);
    if (input.hostFacts.size > 0) code.line(`hostFacts: ${factsLiteral(input.hostFacts)},`);
    module.looseParams = true;
    list(
      'params',
      defaultsOrder(snapshot.params).map((param) => paramCode(module, param, place)),
    );
    module.looseParams = false;
    if (snapshot.retired.length > 0) {
      list(
        'retired',
        snapshot.retired.map(({ id, name, type, implied, off }) =>
          dataLiteral({
            id,
            name,
            type: typeData(type),
            implied: paramValue(type, implied),
            off: off === undefined ? undefined : paramValue(type, off),
          }),
        ),
      );
    }
    list(
      'versions',
      snapshot.versions.map(({ name, values }) => dataLiteral({ name, values: versionValues(snapshot, values) })),
    );
    list(
      'constraints',
      snapshot.constraints.map((rule) => `{ text: ${quote(rule.text)}, holds: ${arrow(module.print(rule, place), ['env'])} }`),
    );
    list(
      'observables',
      snapshot.observables.map(
        ({ name, volatile, value }) =>
          `{ name: ${quote(name)}, volatile: ${volatile}, read: ${arrow(module.print(value, place), ['state', 'env'])} }`,
      ),
    );
    list(
      'invariants',
      plan.invariants.map((rule) => `{ text: ${quote(rule.text)}, holds: ${arrow(module.print(rule, place), ['state', 'env'])} }`),
    );
    if (snapshot.ram.length > 0) {
      list(
        'ram',
        snapshot.ram.map(({ name, size }) => {
          const text = nameCode(name, (part) => module.print(part, place));
          return `{ name: ${arrow(text, ['env'])}, size: ${arrow(module.print(size, place, 'bigint'), ['env'])} }`;
        }),
      );
    }
    const derived = plan.hidden.filter((field) => field.derived !== undefined);
    if (derived.length > 0) {
      list(
        'derived',
        derived.flatMap(({ name, type, derived: value }) =>
          value === undefined ? [] : [`{ name: ${quote(name)}, value: ${arrow(module.printFor(type, value, place), ['state', 'env'])} }`],
        ),
      );
    }
    const { when, reason } = snapshot.migratable;
    code.line(
      `migratable: { holds: ${arrow(module.print(when, place), ['state', 'env'])}${reason === undefined ? '' : `, reason: ${quote(reason)}`} },`,
    );
    resetCode(module, code, plan, sections, place);
    elementsCode(module, code, snapshot, place);
    code.line(`sections: [${sections.map((name) => `${name}.section`).join(', ')}],`);
  });
  return code.text.trimStart();
}

function resetCode(module: Module, code: Code, plan: CodecPlan, sections: readonly string[], place: Place): void {
  const [only] = sections;
  if (sections.length === 1 && plan.hidden.length === 0 && only !== undefined) {
    code.line(`reset: ${only}.reset,`);
    return;
  }
  code.line('reset: (env) => ({');
  code.indent(() => {
    for (const name of sections) code.line(`...${name}.reset(env),`);
    for (const field of plan.hidden) code.line(`${propertyKey(field.name)}: ${initialValue(module, field, 'reset', place)},`);
  });
  code.line('}),');
}

/** New elements of arrays of structs, for whoever makes such an array longer. */
function elementsCode(module: Module, code: Code, snapshot: SnapshotIR, place: Place): void {
  const made = snapshot.variables.flatMap(({ name, type }) =>
    type.kind === 'array' && type.element.kind === 'struct' && type.count.kind !== 'fixed'
      ? [`{ variable: ${quote(name)}, fresh: ${arrow(module.structReset(type.element.struct, place), ['state', 'env'])} }`]
      : [],
  );
  if (made.length > 0) code.line(`elements: [${made.join(', ')}],`);
}

function arrow(code: string, parameters: readonly string[]): string {
  const used = parameters.findLastIndex((name) => new RegExp(`\\b${name}\\b`).test(code));
  return `(${parameters.slice(0, used + 1).join(', ')}) => ${code}`;
}

function paramCode(module: Module, param: SnapshotParam, place: Place): string {
  const { items, multipleOf, powerOfTwo, mask } = param.range;
  const data = dataLiteral({
    id: param.id,
    name: param.name,
    doc: param.doc,
    unit: param.unit,
    type: typeData(param.type),
    off: param.off === undefined ? undefined : paramValue(param.type, param.off),
    range: {
      items: items.map((item) => ('value' in item ? rangeValue(param, item.value) : [BigInt(item.min), BigInt(item.max)])),
      multipleOf: multipleOf === undefined ? undefined : BigInt(multipleOf),
      powerOfTwo,
      mask: mask === undefined ? undefined : BigInt(mask),
    },
    resolves: param.resolves === 'create' ? undefined : param.resolves,
    hostFact: param.hostFact,
  });
  const wide = (param.type.kind === 'int' || param.type.kind === 'flags') && param.type.bits === 64;
  const integer = param.type.kind === 'int' || param.type.kind === 'flags';
  const value = module.print(param.default, place, integer ? (wide ? 'bigint' : 'number') : undefined);
  return `${data.replace(/\n}$/, '')}\n  default: ${arrow(value, ['env'])},\n}`;
}

/** The type as descriptors have it: the bits of flags by name. */
function typeData(type: ParamType) {
  return type.kind === 'flags' ? { ...type, names: Object.fromEntries(type.names.map(({ name, bit }) => [name, bit])) } : type;
}

function rangeValue(param: SnapshotParam, value: string): boolean | string {
  return param.type.kind === 'bool' ? value === 'true' : value;
}

function versionValues(snapshot: SnapshotIR, values: SnapshotIR['versions'][number]['values']) {
  return Object.fromEntries(
    snapshot.params.flatMap((param) => {
      const value = values[param.name];
      return value === undefined ? [] : [[param.name, paramValue(param.type, value)] as const];
    }),
  );
}

function factsLiteral(facts: DeclaredFacts): string {
  const entries = [...facts].map(([name, { type, default: value }]) => [name, paramValue(type, value)] as const);
  return dataLiteral(Object.fromEntries(entries));
}

/** Each default after those of the params it reads; otherwise as in the spec. */
function defaultsOrder(params: readonly SnapshotParam[]): readonly SnapshotParam[] {
  const sorted = new Set<SnapshotParam>();
  const visit = (param: SnapshotParam, path: readonly SnapshotParam[]): void => {
    if (sorted.has(param) || path.includes(param)) return;
    for (const id of refsOf((param.default satisfies Expression).expr).params) {
      const needed = params.find((candidate) => candidate.id === id);
      if (needed !== undefined) visit(needed, [...path, param]);
    }
    sorted.add(param);
  };
  for (const param of params) visit(param, []);
  return [...sorted];
}
