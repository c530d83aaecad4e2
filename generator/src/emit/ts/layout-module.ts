/** The module of one section, or of one struct: its types and the functions that read, write and reset it. */
import type { SnapshotField, SnapshotParam } from '../../ir/snapshot.js';
import type { SectionPlan, StructPlan } from '../../plan/plan.js';
import { allVariables } from '../../plan/plan-layout.js';
import type { Moment } from '../fields.js';
import { type Body, outerParameters, type SubsectionBody, sectionBody, structBody, writingPlace } from './body.js';
import { fieldDocs } from './comments.js';
import { Decoder } from './decode.js';
import type { Declaration, ImportDraft, ParameterDraft, PropertyDraft } from './draft.js';
import { Encoder } from './encode.js';
import { EnumFunctions } from './enums.js';
import { structName } from './field-types.js';
import { initialBody } from './initial.js';
import { type DeviceInput, Module, type Place, type StructLinks } from './module.js';
import { sectionDescriptor } from './section-descriptor.js';
import { sizeBody } from './size.js';
import { access, commentLine, commentLines, quote } from './text.js';

export interface LayoutModule {
  readonly imports: readonly ImportDraft[];
  readonly declarations: readonly Declaration[];
  /** Params that its functions read. */
  readonly params: readonly SnapshotParam[];
  /** Functions that can fail, by name. */
  readonly failing: ReadonlySet<string>;
}

export function structModule(input: DeviceInput, plan: StructPlan, links: StructLinks): LayoutModule {
  const module = new Module(input, links);
  const enums = new EnumFunctions(module);
  const struct = module.struct(plan.id);
  if (struct === undefined) throw new Error(`no struct ${plan.id}`);
  const body = structBody(module, plan, struct, enums);
  const name = structName(plan.id);
  const variables = allVariables(plan);
  const functions = [
    ...initialFunctions(body, variables),
    ...body.subsections.flatMap(subsectionFunctions),
    sizeFunction(body),
    ...(plan.size === undefined ? [encodeFunction(body), decodeFunction(body)] : [writeFunction(body), readFunction(body)]),
  ];
  const types: Declaration[] = [
    {
      kind: 'object-type',
      exported: true,
      name,
      properties: properties(module, variables),
      docs: plan.doc === undefined ? [commentLine(`Struct ${plan.id}.`)] : commentLines(plan.doc),
    },
    ...body.subsections.flatMap((subsection) => partTypes(subsection)),
  ];
  return finish(module, enums, types, functions);
}

export function sectionModule(input: DeviceInput, plan: SectionPlan, links: StructLinks): LayoutModule {
  const module = new Module(input, links);
  const enums = new EnumFunctions(module);
  const body = sectionBody(module, plan, enums);
  const variables = allVariables(plan);
  const functions = [
    ...initialFunctions(body, variables),
    ...body.subsections.flatMap(subsectionFunctions),
    sizeFunction(body),
    encodeFunction(body),
    decodeFunction(body),
    sectionDescriptor(body, plan, variables),
  ];
  const own = new Set(variables.map((field) => field.name));
  const foreign = [...module.sent].filter((sent) => !own.has(sent)).sort();
  const types: Declaration[] = [
    {
      kind: 'object-type',
      exported: true,
      name: 'State',
      properties: properties(module, variables),
      docs: [commentLine(`Variables of section ${plan.id}.`), ...(plan.doc === undefined ? [] : commentLines(plan.doc))],
    },
    ...body.subsections.flatMap((subsection) => partTypes(subsection)),
    {
      kind: 'type',
      exported: true,
      name: 'Input',
      type: foreign.length === 0 ? 'State' : `State & ${module.outerType(foreign.map((variable) => ({ scope: 'state', name: variable })))}`,
      docs: ['What writing looks at.'],
    },
  ];
  return finish(module, enums, types, functions);
}

function finish(module: Module, enums: EnumFunctions, types: readonly Declaration[], functions: readonly Declaration[]): LayoutModule {
  const narrowed = module.params.size > 0;
  const params: Declaration[] = narrowed
    ? [
        {
          kind: 'object-type',
          exported: true,
          name: 'Params',
          properties: module.paramProperties(),
          docs: ['Params that this code reads.'],
        },
      ]
    : [];
  const environment: Declaration = {
    kind: 'type',
    exported: true,
    name: 'Env',
    type: `${module.runtimeType('CodecEnv')}${narrowed ? '<Params>' : ''}`,
  };
  const declarations = [...params, environment, ...types, ...module.constants(), ...enums.declarations(), ...functions];
  return { imports: module.imports(), declarations, params: [...module.params.values()], failing: failing(functions) };
}

/** A function fails when it, or one of the module that it calls, throws. */
function failing(functions: readonly Declaration[]): ReadonlySet<string> {
  return new Set(functions.flatMap((each) => (each.kind === 'function' && /\bthrow\b/.test(each.body) ? [each.name] : [])));
}

function properties(module: Module, fields: readonly SnapshotField[]): PropertyDraft[] {
  return fields.map((field) => ({ name: field.name, type: module.type(field.type), readonly: false, docs: fieldDocs(field) }));
}

/** The variables of a subsection, and of those inside it. */
function partTypes(body: SubsectionBody): Declaration[] {
  const { module, plan, names } = body;
  return [
    {
      kind: 'object-type',
      exported: false,
      name: names.type,
      properties: properties(module, allVariables(plan)),
      docs: [commentLine(`Variables of subsection ${plan.name}.`), ...(plan.doc === undefined ? [] : commentLines(plan.doc))],
    },
    ...body.subsections.flatMap(partTypes),
  ];
}

/** `reset`, and for sections `absent`. */
function initialFunctions(body: Body, variables: readonly SnapshotField[]): Declaration[] {
  const suffix = body.plan.kind === 'struct' ? body.names.type : '';
  const made = [initialFunction(body, `reset${suffix}`, 'reset', variables, true)];
  if (body.plan.kind === 'section' && variables.some((field) => field.absent !== undefined))
    made.push(initialFunction(body, 'absent', 'absent', variables, true));
  return made;
}

function initialFunction(body: Body, name: string, moment: Moment, variables: readonly SnapshotField[], exported: boolean): Declaration {
  const { module, scope } = body;
  const version = writingPlace(body).version;
  const place: Place = {
    state: (variable) => access('state', variable),
    self: (variable) => access('self', variable),
    version,
    ...(body.struct === undefined ? {} : { struct: body.struct }),
  };
  const outer = outerParameters(body, body.plan.kind === 'struct' ? ['state'] : undefined);
  const code = initialBody(module, variables, moment, place, scope);
  return declare(name, [env, ...outer], body.names.type, code, exported, [
    moment === 'reset' ? 'The values after creation and reset.' : 'The values when nothing comes.',
  ]);
}

function subsectionFunctions(body: SubsectionBody): Declaration[] {
  const { module, plan, names } = body;
  const place = writingPlace(body);
  const needed = `return ${module.print(plan.needed, place)};`;
  return [
    ...body.subsections.flatMap(subsectionFunctions),
    declare(names.needed, writerParameters(body), 'boolean', needed, false, [commentLine(`Whether ${plan.name} is sent.`)]),
    initialFunction(body, names.absent, 'absent', allVariables(plan), false),
    sizeFunction(body),
    encodeFunction(body),
    decodeFunction(body),
  ];
}

function sizeFunction(body: Body): Declaration {
  const code = sizeBody(body);
  return declare(body.names.size || 'size', writerParameters(body), 'number', code, isPublic(body), ['Bytes that the encoded form takes.']);
}

function encodeFunction(body: Body): Declaration {
  const { module, plan, names } = body;
  module.runtimeType('Cursor');
  const encoder = new Encoder(body);
  const { code } = encoder;
  const versioned = plan.kind === 'struct' && plan.versioned;
  if (versioned) {
    code.line(`view.setUint32(offset, ${plan.version});`);
    code.line('offset += 4;');
  }
  encoder.print();
  code.line('cursor.offset = offset;');
  const start = plan.kind === 'section' ? `let offset = cursor.begin(${quote(plan.id)});` : 'let offset = cursor.offset;';
  const text = `${prologue(code.text, ['u8', 'view'])}${start}\n${code.text}`;
  const parameters = [...writerParameters(body)];
  parameters.splice(1, 0, { name: 'cursor', type: 'Cursor' });
  return declare(names.encode, parameters, 'void', text, isPublic(body), ['Writes at the cursor and moves it.']);
}

function decodeFunction(body: Body): Declaration {
  const { module, plan, names } = body;
  module.runtimeType('Cursor');
  const decoder = new Decoder(body);
  const { code } = decoder;
  if (plan.kind === 'struct' && plan.versioned) {
    code.line("if (end - offset < 4) throw cursor.error('TRUNCATED', '', offset, end - offset, 4);");
    code.line('const version = view.getUint32(offset);');
    code.line(
      `if (version > ${plan.version}) throw cursor.error('STRUCT_VERSION_REFUSED', '', offset, version, 'at most ${plan.version}');`,
    );
    code.line('offset += 4;');
  }
  decoder.print();
  code.line('cursor.offset = offset;');
  decoder.literal();
  const start = plan.kind === 'section' ? `let offset = cursor.begin(${quote(plan.id)});` : 'let offset = cursor.offset;';
  const text = `${prologue(code.text, ['u8', 'view', 'end'])}${start}\n${code.text}`;
  const version: ParameterDraft[] = plan.kind === 'struct' ? [] : [{ name: 'version', type: 'number' }];
  const parameters = [{ name: 'cursor', type: 'Cursor' }, env, ...version, ...outerParameters(body)];
  return declare(names.decode, parameters, names.type, text, isPublic(body), ['Reads at the cursor and moves it.']);
}

/** A struct of fixed size is read and written at an offset; its bytes are there. */
function readFunction(body: Body): Declaration {
  const { module, names } = body;
  module.runtimeType('Cursor');
  const decoder = new Decoder(body);
  for (const step of body.plan.steps) decoder.step(step, undefined);
  decoder.literal();
  const text = `${prologue(decoder.code.text, ['u8', 'view'])}${decoder.code.text}`;
  const parameters = [{ name: 'cursor', type: 'Cursor' }, { name: 'offset', type: 'number' }, env, ...outerParameters(body)];
  return declare(`read${names.type}`, parameters, names.type, text, true, [
    'Reads at the offset; the caller has checked that the bytes are there.',
  ]);
}

function writeFunction(body: Body): Declaration {
  const { module, names } = body;
  module.runtimeType('Cursor');
  const encoder = new Encoder(body);
  encoder.print();
  const text = `${prologue(encoder.code.text, ['u8', 'view'])}${encoder.code.text}`;
  const parameters = [...writerParameters(body)];
  parameters.splice(1, 0, { name: 'cursor', type: 'Cursor' }, { name: 'offset', type: 'number' });
  return declare(`write${names.type}`, parameters, 'void', text, true, ['Writes at the offset.']);
}

/** Locals for what the body uses of the cursor. */
function prologue(body: string, wanted: readonly string[]): string {
  const code = body.replace(/'(?:[^'\\]|\\.)*'/g, "''");
  const used = wanted.filter((name) => new RegExp(`(?<![.\\w])${name}\\b(?!:)`).test(code));
  return used.length === 0 ? '' : `const { ${used.join(', ')} } = cursor;\n`;
}

function writerParameters(body: Body): ParameterDraft[] {
  const { module, owner } = body;
  const type = owner.kind === 'section' ? 'Input' : structName(owner.id);
  const state =
    owner.kind === 'struct' && owner.sender.length > 0
      ? [{ name: 'state', type: module.outerType(owner.sender.map((name) => ({ scope: 'state', name }))) }]
      : [];
  return [{ name: body.object, type }, env, ...state];
}

/** What codecs look at besides the bytes; each module has this type, narrowed to the params that it reads. */
const env: ParameterDraft = { name: 'env', type: 'Env' };

function isPublic(body: Body): boolean {
  return body.plan.kind !== 'subsection';
}

function declare(
  name: string,
  parameters: readonly ParameterDraft[],
  returns: string,
  text: string,
  exported: boolean,
  docs: readonly string[],
): Declaration {
  return { kind: 'function', exported, name, parameters, returns, body: text, docs };
}
