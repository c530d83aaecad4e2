/** What other languages call a type that specs have under another name; nothing for names that none of them has. */
export function usualType(text: string): string | undefined {
  const [, order, sign, bits] = /^(?:(be|le|__be|__le)|(s|i|int|uint|__u|__s|unsigned)_?)(8|16|32|64)(?:_t)?$/i.exec(text) ?? [];
  if (bits !== undefined && order !== undefined) {
    return `u${bits}, with byte-order: ${order.toLowerCase().endsWith('be') ? 'big' : 'little'} on the field or its section`;
  }
  if (bits !== undefined) return `${/^(i|int|s|__s)$/i.test(sign ?? '') ? 'i' : 'u'}${bits}`;
  if (/^[ui]\d+$/.test(text)) return 'u8, u16, u32, u64 (i8 … i64 with a sign), or bytes with a length for other widths';
  return words.get(text.toLowerCase());
}

const words = new Map([
  ['boolean', 'bool'],
  ['_bool', 'bool'],
  ['int', 'i32, or another width: the wire needs one'],
  ['integer', 'u32, or another width: the wire needs one'],
  ['unsigned', 'u32, or another width: the wire needs one'],
  ['byte', 'u8'],
  ['char', 'u8, or string with a capacity for text'],
  ['short', 'i16'],
  ['long', 'i64'],
  ['size_t', 'u64, or another width: the wire needs one'],
  ['str', 'string, with a capacity'],
  ['text', 'string, with a capacity'],
  ['buffer', 'bytes, with a length'],
  ['blob', 'bytes, with a length'],
  ['array', 'the type of an element with a count: "u8[4]"'],
  ['list', 'the type of an element with `list`, or with a count: "u8[4]"'],
  ['struct', 'the name of a type under `types`, with its fields there'],
  ['bitmask', 'flags'],
  ['bitfield', 'flags'],
  ['float', 'the integer that carries it: floating point does not travel'],
  ['double', 'the integer that carries it: floating point does not travel'],
]);
