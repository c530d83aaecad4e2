/** The source of a layout: what its header declares, and what that stands on. */
import { allVariables } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { type Body, functionText, isFixed, type SubsectionBody, scopeParameter, sectionBody, structBody, writingPlace } from './body.js';
import { Decoder } from './decode.js';
import { outsideVersions } from './decode-subsections.js';
import { Encoder } from './encode.js';
import { initialize } from './initial.js';
import type { Layout, StructFunction } from './layout.js';
import { sameReset } from './struct-reset.js';
import { commentLine, prefixMark } from './text.js';

/** The functions, callees first; printing them tells what the header must declare. */
export function printFunctions(layout: Layout): string {
  const section = sectionBody(layout, layout.section);
  const own = [resetFunction(section), ...codecFunctions(section, new Set(['decode', 'encode']))];
  // Callers before callees, so that what is wanted of each struct is known when its turn comes.
  const structs = layout.structPlans.toReversed().map((plan) => {
    const wanted = layout.wanted(plan.id);
    if (wanted.size === 0) return '';
    const body = structBody(layout, plan);
    const functions = [...(wanted.has('isReset') ? [sameReset(body)] : []), ...(wanted.has('reset') ? [resetFunction(body)] : [])];
    return [...functions, ...codecFunctions(body, wanted)].join('\n\n');
  });
  const constants = [...layout.constants].map(
    ([digits, name]) => `static const uint8_t ${name}[] = {${(digits.match(/../g) ?? []).map((byte) => `0x${byte}`).join(', ')}};`,
  );
  return [...constants, ...layout.enums.functions(), ...structs.toReversed(), ...own, publicFunctions(layout)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What every function of the source is given. */
export function scopeStruct(layout: Layout): string {
  return [
    '/* What every function is given. */',
    'struct scope {',
    '  migspec_reader *reader; /* when decoding and resetting */',
    '  migspec_writer *writer; /* when encoding */',
    `  const ${layout.configType} *config;`,
    `  const ${layout.stateType} *state;`,
    ...(layout.around.size === 0 ? [] : [`  const ${layout.aroundType} *around;`]),
    '};',
  ].join('\n');
}

function codecFunctions(body: Body, wanted: ReadonlySet<StructFunction>): string[] {
  const parts = (body: Body, print: (subsection: SubsectionBody) => string[]): string[] =>
    body.subsections.flatMap((subsection) => [...parts(subsection, print), ...print(subsection)]);
  return [
    ...(wanted.has('encode') ? [...parts(body, (part) => [neededFunction(part), encodeFunction(part)]), encodeFunction(body)] : []),
    ...(wanted.has('decode') ? [...parts(body, (part) => [absentFunction(part), decodeFunction(part)]), decodeFunction(body)] : []),
  ];
}

const object = (body: Body): readonly [string, string] => [`${body.type} *`, body.object];
const given = (body: Body): readonly [string, string] => [`const ${body.type} *`, body.object];

function resetFunction(body: Body): string {
  const code = new Code();
  const here = writingPlace(body);
  for (const field of allVariables(body.plan)) initialize(body.layout, field, 'reset', here, code);
  code.line('return true;');
  return functionText(body, `reset_${body.suffix}`, [scopeParameter, object(body)], code.text);
}

function absentFunction(body: SubsectionBody): string {
  const code = new Code();
  const here = writingPlace(body);
  for (const field of allVariables(body.plan)) initialize(body.layout, field, 'absent', here, code);
  code.line('return true;');
  const text = functionText(body, `absent_${body.suffix}`, [scopeParameter, object(body)], code.text);
  return `/* ${commentLine(`${body.plan.name} does not come.`)} */\n${text}`;
}

function neededFunction(body: SubsectionBody): string {
  const code = new Code();
  const test = body.layout.bool(body.plan.needed, writingPlace(body), code);
  code.line(`return ${test.text};`);
  const text = functionText(body, `needed_${body.suffix}`, [scopeParameter, given(body)], code.text);
  return `/* ${commentLine(`Whether ${body.plan.name} is sent.`)} */\n${text}`;
}

function encodeFunction(body: Body): string {
  const code = new Code();
  if (body.plan.kind === 'struct' && body.plan.versioned) code.line(`migspec_put_u32_be(writer, ${body.plan.version ?? 1}u);`);
  const text = `${code.text}\n${new Encoder(body).print()}\nreturn true;`;
  return functionText(body, `encode_${body.suffix}`, [scopeParameter, given(body)], text);
}

function decodeFunction(body: Body): string {
  const code = new Code();
  const fixed = isFixed(body);
  if (!fixed) code.line('size_t at = reader->offset;');
  if (body.plan.kind === 'struct' && body.plan.versioned) {
    code.line('if (!migspec_has(reader, at, 4u)) return migspec_refuse(reader, MIGSPEC_TRUNCATED, at, "struct version");');
    const version = usesVersion(body) ? 'version' : 'received';
    code.line(`const uint32_t ${version} = migspec_get_u32_be(reader->bytes + at);`);
    const test = outsideVersions(version, { version: body.plan.version ?? 1, minimum: 0 });
    if (test !== 'false') code.line(`if (${test}) return migspec_refuse(reader, MIGSPEC_STRUCT_VERSION_REFUSED, at, "struct version");`);
    code.line('at += 4u;');
  }
  code.lines(new Decoder(body).print().split('\n'));
  if (!fixed) code.line('reader->offset = at;');
  code.line('return true;');
  const version: (readonly [string, string])[] =
    body.plan.kind === 'struct' ? (fixed ? [['size_t ', 'at']] : []) : [['uint32_t ', 'version']];
  const name = `${fixed ? 'read' : 'decode'}_${body.suffix}`;
  return functionText(body, name, [scopeParameter, ...version, object(body)], code.text);
}

/** Whether the body itself asks which version was received. */
function usesVersion(body: Body): boolean {
  return JSON.stringify(body.plan.steps, (key, value: unknown) => (key === 'text' ? undefined : value)).includes('{"op":"version"}');
}

function publicFunctions(layout: Layout): string {
  const { section } = layout;
  const around = layout.around.size > 0;
  const scope = (reader: string, writer: string): string =>
    `const struct scope scope = {${[reader, writer, 'config', 'state', ...(around ? ['around'] : [])].join(', ')}};`;
  const outside = outsideVersions('version', section);
  const code = new Code();
  const head = headers(layout);
  const begin = (size: string): void => {
    code.line(`migspec_reader reader = migspec_read(${size});`);
    code.line(scope('&reader', 'NULL'));
    code.line('memset(state, 0, sizeof *state);');
  };
  code.block(head.reset, () => {
    begin('NULL, 0, arena');
    code.line('reset_section(&scope, state);');
    code.line('return reader.status;');
  });
  code.line('');
  code.block(head.decode, () => {
    begin('bytes, size, arena');
    const refuse = (name: string, at: string): string => `migspec_refuse(&reader, MIGSPEC_${name}, ${at}, "");`;
    const decode = (): void => {
      code.line('if (!decode_section(&scope, version, state)) return reader.status;');
      code.line('if (used != NULL) *used = reader.offset;');
      code.line(`else if (reader.offset != reader.end) ${refuse('TRAILING_BYTES', 'reader.offset')}`);
    };
    if (outside !== 'false')
      code.block(`if (${outside})`, () => code.lines([refuse('SECTION_VERSION_REFUSED', '0'), 'return reader.status;']));
    decode();
    code.line('return reader.status;');
  });
  code.line('');
  code.block(head.encode, () => {
    code.line('migspec_writer writer = migspec_write(bytes, size);');
    code.line(scope('NULL', '&writer'));
    code.line('if (!encode_section(&scope, state)) return writer.status;');
    code.line('if (length != NULL) *length = writer.offset;');
    code.line('if (bytes != NULL && writer.offset > writer.size) writer.status.code = MIGSPEC_NO_SPACE;');
    code.line('return writer.status;');
  });
  return `${code.text}\n\n${generic(layout, around)}`;
}

/** The same functions for callers that choose the layout at run time. */
function generic(layout: Layout, around: boolean): string {
  const cast = around ? ', around' : '';
  const silent = around ? '' : '  (void)around;\n';
  return `static migspec_status any_reset(const void *config, const void *around, migspec_arena *arena, void *state) {
${silent}  return ${prefixMark}_reset(config${cast}, arena, state);
}

static migspec_status any_decode(const void *config, const void *around, uint32_t version, const uint8_t *bytes, size_t size,
                                 migspec_arena *arena, void *state, size_t *used) {
${silent}  return ${prefixMark}_decode(config${cast}, version, bytes, size, arena, state, used);
}

static migspec_status any_encode(const void *config, const void *around, const void *state, uint8_t *bytes, size_t size, size_t *length) {
${silent}  return ${prefixMark}_encode(config${cast}, state, bytes, size, length);
}

const migspec_layout ${prefixMark}_layout = {
  "${prefixMark}",
  ${layout.section.version}u,
  ${layout.section.minimum}u,
  sizeof(${layout.configType}),
  sizeof(${layout.stateType}),
  ${around ? `sizeof(${layout.aroundType})` : '0'},
  any_reset,
  any_decode,
  any_encode,
};`;
}

export function headers(layout: Layout): { readonly reset: string; readonly decode: string; readonly encode: string } {
  const around = layout.around.size > 0 ? `, const ${layout.aroundType} *around` : '';
  const config = `const ${layout.configType} *config${around}`;
  return {
    reset: `migspec_status ${prefixMark}_reset(${config}, migspec_arena *arena, ${layout.stateType} *state)`,
    decode: `migspec_status ${prefixMark}_decode(${config}, uint32_t version, const uint8_t *bytes, size_t size,\n    migspec_arena *arena, ${layout.stateType} *state, size_t *used)`,
    encode: `migspec_status ${prefixMark}_encode(${config}, const ${layout.stateType} *state, uint8_t *bytes, size_t size, size_t *length)`,
  };
}
