/** Reads values of fixed size whose bytes are known to be there. */
import type { FieldType } from '../../ir/layout.js';
import { type Decoder, put, type Sink } from './decode.js';
import { isByteArray, littleEndian, readInt, viewClass } from './field-types.js';
import { quote } from './text.js';

/** A field and the variables of the loops around it: `mac`, i, j. */
export type Path = readonly [field: string, ...indexes: string[]];

export class FixedReader {
  readonly #decoder: Decoder;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  padding(type: FieldType, at: string): void {
    if (type.kind !== 'padding' || type.read === 'ignored') return;
    const { code, body } = this.#decoder;
    code.line(
      `if (!${body.module.runtime('zeroBytes')}(u8, ${at}, ${at} + ${type.length})) throw cursor.error('RESERVED_BITS', 'padding', ${at}, undefined, 'zero');`,
    );
  }

  read(type: FieldType, at: string, path: Path, sink: Sink): void {
    const { code, body, names } = this.#decoder;
    const { module } = body;
    switch (type.kind) {
      case 'int':
        code.line(put(sink, readInt(type, at)));
        return;
      case 'flags':
        code.line(put(sink, readInt(type.base, at)));
        return;
      case 'bool': {
        const byte = `view.getUint8(${at})`;
        code.line(`if (${byte} > 1) throw cursor.error('BOOL_INVALID', ${pathCode(path)}, ${at}, ${byte}, '0 or 1');`);
        code.line(put(sink, `${byte} === 1`));
        return;
      }
      case 'enum': {
        const local = 'declare' in sink ? sink.declare : names.take(`${path[0]}Name`);
        const raw = readInt(type.base, at);
        code.line(`const ${local} = ${body.enums.nameOf(path[0], type)}(${raw});`);
        code.line(`if (${local} === undefined) throw cursor.error('ENUM_UNKNOWN', ${pathCode(path)}, ${at}, ${raw});`);
        if ('assign' in sink) code.line(`${sink.assign} = ${local};`);
        return;
      }
      case 'bytes':
        if (type.length.kind === 'fixed') code.line(put(sink, `${module.runtime('bytesAt')}(u8, ${at}, ${type.length.value})`));
        return;
      case 'struct':
        this.#struct(type.struct, at, path, sink);
        return;
      case 'array': {
        if (type.count.kind !== 'fixed') return;
        const count = type.count.value;
        const view = viewClass(type);
        if (isByteArray(type)) {
          code.line(put(sink, `${module.runtime('bytesAt')}(u8, ${at}, ${count})`));
          return;
        }
        if (view !== undefined) {
          code.line(put(sink, `new ${module.runtime(view)}(u8, view, ${at}, ${count}, ${littleEndian(type.element)})`));
          return;
        }
        const bytes = module.sizes.ofType(type.element) ?? 0;
        this.elements(type.element, String(count), bytes, at, path, sink);
        return;
      }
      default:
        throw new Error(`${path[0]}: a ${type.kind} has no fixed size`);
    }
  }

  /** A plain array of elements of the same size, one after the other. */
  elements(element: FieldType, total: string, width: number, at: string, path: Path, sink: Sink): void {
    const { code, body, names } = this.#decoder;
    const list = 'declare' in sink ? sink.declare : names.take(`${path[0]}List`);
    code.line(`const ${list} = new Array<${body.module.type(element)}>(${total});`);
    const index = names.take('i');
    const place = width === 1 ? `${at} + ${index}` : `${at} + ${index} * ${width}`;
    if (element.kind === 'struct') {
      const line = `${list}[${index}] = ${this.structCall(element.struct, place)};`;
      if (!body.module.structFails(element.struct, 'read')) code.line(`for (let ${index} = 0; ${index} < ${total}; ${index}++) ${line}`);
      else {
        code.line(`let ${index} = 0;`);
        code.block('try', () => code.line(`for (; ${index} < ${total}; ${index}++) ${line}`), ' catch (error) {');
        code.indent(() => code.line(`throw ${body.module.runtime('within')}(error, ${pathCode(path)}, ${index});`));
        code.line('}');
      }
    } else {
      code.block(`for (let ${index} = 0; ${index} < ${total}; ${index}++)`, () =>
        this.read(element, place, [...path, index], { assign: `${list}[${index}]` }),
      );
    }
    if ('assign' in sink) code.line(`${sink.assign} = ${list};`);
  }

  structCall(struct: string, at: string): string {
    const { module } = this.#decoder.body;
    return `${module.structFunction('read', struct)}(${['cursor', at, 'env', ...module.outerArgument(struct, this.#decoder.place)].join(', ')})`;
  }

  #struct(struct: string, at: string, path: Path, sink: Sink): void {
    const { code, body } = this.#decoder;
    if (!body.module.structFails(struct, 'read')) {
      code.line(put(sink, this.structCall(struct, at)));
      return;
    }
    const target = 'declare' in sink ? sink.declare : sink.assign;
    if ('declare' in sink) code.line(`let ${target}: ${body.module.type({ kind: 'struct', struct })};`);
    code.block('try', () => code.line(`${target} = ${this.structCall(struct, at)};`), ' catch (error) {');
    code.indent(() => code.line(`throw ${body.module.runtime('within')}(error, ${pathCode(path)});`));
    code.line('}');
  }
}

/** Code of a field's path as errors name it. */
export function pathCode([field, ...indexes]: Path): string {
  if (indexes.length === 0) return quote(field);
  return `${quote(`${field}[`)} + ${indexes.join(" + '][' + ")} + ']'`;
}
