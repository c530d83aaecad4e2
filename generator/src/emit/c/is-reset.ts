/** Tests whether variables have their reset value. */
import { type CBool, truth } from '../../expr/c-code.js';
import { binds } from '../../expr/code.js';
import { compare, elementCount, readC, type Statements } from '../../expr/print-c.js';
import type { CReference } from '../../expr/print-c-reference.js';
import type { Expression } from '../../expr/tree.js';
import type { FieldType } from '../../ir/layout.js';
import { hexOf } from '../fields.js';
import type { Layout, Place } from './layout.js';
import { zeroOf } from './zero.js';

/** Code of the test; loops go before it. Of an array: whether each of its elements has the value. */
export function resetTest(layout: Layout, at: CReference, given: Expression | undefined, place: Place, statements: Statements): CBool {
  const { type, code, guards } = at;
  const { types } = layout;
  switch (type.kind) {
    case 'struct':
      return truth(`${layout.structFunction('isReset', type.struct)}(scope, &${code})`);
    case 'bytes':
      return 'length' in type ? bytesTest(layout, type, code, given) : truth('false');
    case 'array': {
      const inline = types.inline(type);
      const count = elementCount(at, layout.context(place));
      const result = place.names.take('untouched');
      const index = place.names.take('i');
      const element: CReference = { code: `${inline ? code : `${code}.data`}[${index}]`, type: type.element, guards: [] };
      statements.line(`bool ${result} = true;`);
      const loop = (): void =>
        statements.block(`for (size_t ${index} = 0; ${index} < ${count} && ${result}; ${index}++)`, () =>
          statements.line(`${result} = ${resetTest(layout, element, given, place, statements).text};`),
        );
      if (guards.length === 0) loop();
      else statements.block(`if (${guards.join(' && ')})`, loop);
      return truth(result);
    }
    default: {
      const value = readC({ code, type, guards: [] }, layout.context(place));
      const wanted = given === undefined ? zeroOf(type as FieldType) : layout.value(given, place, statements);
      return compare('eq', value, wanted);
    }
  }
}

function bytesTest(layout: Layout, type: FieldType & { readonly kind: 'bytes' }, code: string, given: Expression | undefined): CBool {
  const inline = layout.types.inline(type);
  const data = inline ? code : `${code}.data`;
  const count = inline && type.length.kind === 'fixed' ? `${type.length.value}u` : `${code}.count`;
  const hex = hexOf(given);
  if (hex === '') return truth(`migspec_zeros(${data}, ${count})`);
  const wanted = layout.bytes(hex);
  const same = `migspec_same_bytes(${data}, ${count}, ${wanted.name}, ${wanted.count}u, NULL, 0u)`;
  const length = type.length.kind === 'fixed' ? type.length.value : wanted.count;
  return inline ? truth(same) : truth(`${count} == ${length}u && ${same}`, binds.and);
}
