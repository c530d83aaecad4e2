/** Writes the subsections that are needed, in the way of each framing. */
import { writerArguments } from './body.js';
import type { Encoder } from './encode.js';
import { quote } from './text.js';

export function printSubsectionsWrite(encoder: Encoder): void {
  const { body, code, names } = encoder;
  const native = body.module.snapshot.framing === 'native';
  const args = writerArguments(body);
  const count = native ? names.take('subsections') : '';
  const countAt = native ? names.take('subsectionsAt') : '';
  if (native) {
    if (body.subsections.length === 0) {
      code.line('u8[offset] = 0;');
      code.line('offset += 1;');
      return;
    }
    code.line(`const ${countAt} = offset;`);
    code.line(`let ${count} = 0;`);
    code.line('offset += 1;');
  }
  for (const subsection of body.subsections) {
    const { module } = body;
    const { optional, version, name } = subsection.plan;
    const always = optional !== false && optional.expr.op === 'bool' ? optional.expr.value : false;
    const header = native
      ? `${module.runtime('nativeSubsectionHeader')}(${quote(name)}, ${version}, ${always})`
      : `${module.runtime('qemuSubsectionHeader')}(${quote(name)}, ${version})`;
    const bytes = new TextEncoder().encode(name).length + (native ? 10 : 6);
    const constant = module.constant(subsection.names.header, header);
    code.block(`if (${subsection.names.needed}(${args.join(', ')}))`, () => {
      code.line(`u8.set(${constant}, offset);`);
      if (native && optional !== false && optional.expr.op !== 'bool') {
        code.line(`if (${module.print(optional, encoder.place)}) u8[offset + ${bytes - 5}] = 1;`);
      }
      code.line(`offset += ${bytes};`);
      code.line('cursor.offset = offset;');
      code.line(`${subsection.names.encode}(${[args[0], 'cursor', ...args.slice(1)].join(', ')});`);
      if (native) {
        code.line('view.setUint32(offset - 4, cursor.offset - offset);');
        code.line(`${count}++;`);
      }
      code.line('offset = cursor.offset;');
    });
  }
  if (native) code.line(`u8[${countAt}] = ${count};`);
}
