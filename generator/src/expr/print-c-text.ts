/** Comparisons of texts and enums in printed C. */
import { type CBool, type CText, type EnumNames, joint, truth } from './c-code.js';
import { binds } from './code.js';

/** A C string literal: printable ASCII as it is, everything else as octal bytes of its UTF-8. */
export function cString(value: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(value)) {
    const character = String.fromCharCode(byte);
    // `?` as an escape, for three of them could be a trigraph.
    if ('"\\?'.includes(character)) text += `\\${character}`;
    else if (byte >= 0x20 && byte < 0x7f) text += character;
    else text += `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `"${text}"`;
}

export const byteLength = (value: string): number => new TextEncoder().encode(value).length;

/** Whether two texts are the same. */
export function sameText(left: CText, right: CText): CBool {
  if (left.kind === 'choice') return chosen(left.cond, sameText(left.then, right), sameText(left.else, right));
  if (right.kind === 'choice') return sameText(right, left);
  if (left.kind === 'literal') return right.kind === 'literal' ? truth(String(left.value === right.value)) : isLiteral(right, left.value);
  if (right.kind === 'literal') return isLiteral(left, right.value);
  if (left.kind === 'enum') return sameAsEnum(left, right);
  if (right.kind === 'enum') return sameAsEnum(right, left);
  const same = `migspec_same_text(${left.code}, ${right.code})`;
  return guarded([left.guard, right.guard], truth(same));
}

function chosen(cond: string, yes: CBool, no: CBool): CBool {
  return yes.text === no.text ? yes : truth(`${cond} ? ${joint(yes, binds.or)} : ${joint(no, binds.or)}`, binds.conditional);
}

/** An element that does not exist reads as the empty string. */
function isLiteral(text: Exclude<CText, { readonly kind: 'literal' | 'choice' }>, value: string): CBool {
  const here =
    text.kind === 'string'
      ? truth(`migspec_text_is(${text.code}, ${cString(value)}, ${byteLength(value)}u)`)
      : isConstant(text.code, text.names, value);
  if (text.guard === '') return here;
  return value === ''
    ? truth(`!(${text.guard}) || ${joint(here, binds.or)}`, binds.or)
    : truth(`${text.guard} && ${joint(here, binds.and)}`, binds.and);
}

function isConstant(code: string, names: EnumNames, value: string): CBool {
  const constant = names.get(value);
  return constant === undefined ? truth('false') : truth(`${code} == ${constant}`, binds.equality);
}

/** An enum and another enum or a string: the names that both can have, one after the other. */
function sameAsEnum(left: CText & { readonly kind: 'enum' }, right: CText & { readonly kind: 'enum' | 'string' }): CBool {
  if (right.kind === 'enum' && sameConstants(left.names, right.names)) {
    return guarded([left.guard, right.guard], truth(`${left.code} == ${right.code}`, binds.equality));
  }
  const tests = [...left.names.keys()].flatMap((name) => {
    const other = isLiteral({ ...right, guard: '' }, name);
    return other.text === 'false' ? [] : [`(${joint(isConstant(left.code, left.names, name), binds.and)} && ${joint(other, binds.and)})`];
  });
  return guarded([left.guard, right.guard], tests.length === 0 ? truth('false') : truth(tests.join(' || '), binds.or));
}

const sameConstants = (a: EnumNames, b: EnumNames): boolean =>
  a.size === b.size && [...a].every(([name, constant]) => b.get(name) === constant);

function guarded(guards: readonly string[], test: CBool): CBool {
  const all = guards.filter((guard) => guard !== '');
  return all.length === 0 ? test : truth([...all, joint(test, binds.and)].join(' && '), binds.and);
}
