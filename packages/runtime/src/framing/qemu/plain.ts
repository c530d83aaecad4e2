/** A value as it is shown: 64-bit numbers as bigint, a timer that is not pending as null. */
export type PlainValue = number | bigint | boolean | string | null;

const INTEGER = /^(u?)int(8|16|32|64)( equal| le)?$/;

/** How to read one element of a plain type of the description, or undefined when the type says nothing of its inside. */
export function plainReader(type: string, size: number): ((view: DataView, offset: number) => PlainValue) | undefined {
  if (type === 'bool' && size === 1)
    return (view, offset) => (view.getUint8(offset) > 1 ? view.getUint8(offset) : view.getUint8(offset) === 1);
  if (type === 'timer' && size === 8) {
    return (view, offset) => {
      const expiry = view.getBigUint64(offset);
      return expiry === 0xffff_ffff_ffff_ffffn ? null : expiry;
    };
  }
  if (type === 'ptr-marker' && size === 1) return (view, offset) => (view.getUint8(offset) === 0x30 ? null : view.getUint8(offset));
  const [, unsigned, bits] = INTEGER.exec(type) ?? [];
  if (Number(bits) !== size * 8) return undefined;
  const signed = unsigned === '';
  switch (size) {
    case 1:
      return (view, offset) => (signed ? view.getInt8(offset) : view.getUint8(offset));
    case 2:
      return (view, offset) => (signed ? view.getInt16(offset) : view.getUint16(offset));
    case 4:
      return (view, offset) => (signed ? view.getInt32(offset) : view.getUint32(offset));
    default:
      return (view, offset) => (signed ? view.getBigInt64(offset) : view.getBigUint64(offset));
  }
}
