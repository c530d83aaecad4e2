/**
 * Lazy views of integer arrays in the byte order of the wire: decoding one is a few stores whatever its length, encoding
 * it again one copy. Generated codecs use them for more than 16 elements; up to 16 are plain arrays, and unsigned bytes
 * are `Uint8Array`. A view may lie in the bytes that were decoded; `set` writes there.
 */
export abstract class IntView<T extends number | bigint> implements Iterable<T> {
  // `declare`: the constructor sets every field once; a class field would be written twice.
  declare readonly length: number;
  declare readonly littleEndian: boolean;
  declare protected readonly u8: Uint8Array;
  declare protected readonly view: DataView;
  declare protected readonly offset: number;

  /** `offset` in bytes from the start of `u8`; `length` in elements. The caller has checked that they fit. */
  constructor(u8: Uint8Array, view: DataView, offset: number, length: number, littleEndian: boolean) {
    this.u8 = u8;
    this.view = view;
    this.offset = offset;
    this.length = length;
    this.littleEndian = littleEndian;
  }

  /** Bytes of an element. */
  abstract get width(): 1 | 2 | 4 | 8;

  /** Throws RangeError outside 0 to length - 1. */
  abstract get(index: number): T;
  /** Takes the low bits of the value, as a typed array does. */
  abstract set(index: number, value: T): void;
  /** A view of bytes of its own that holds these values: same type, same byte order. */
  abstract like(values: Iterable<T>): IntView<T>;

  /** The bytes as they travel; a view, not a copy. */
  bytes(): Uint8Array {
    return this.u8.subarray(this.offset, this.offset + this.length * this.width);
  }

  toArray(): T[] {
    return Array.from(this);
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let index = 0; index < this.length; index++) yield this.get(index);
  }

  /** Writes the elements at `offset` in the given byte order. */
  writeTo(u8: Uint8Array, offset: number, littleEndian: boolean): void {
    if (this.littleEndian === littleEndian || this.width === 1) {
      u8.set(this.bytes(), offset);
      return;
    }
    const { width, length } = this;
    for (let index = 0; index < length; index++) {
      const from = this.offset + index * width;
      const to = offset + index * width;
      for (let byte = 0; byte < width; byte++) u8[to + byte] = this.u8[from + width - 1 - byte] ?? 0;
    }
  }

  /** Byte offset of an element. */
  protected at(index: number): number {
    if (index >>> 0 !== index || index >= this.length) throw new RangeError(`index ${index} is outside 0..${this.length - 1}`);
    return this.offset + index * this.width;
  }
}

export class I8View extends IntView<number> {
  override get width(): 1 {
    return 1;
  }
  override get(index: number): number {
    return this.view.getInt8(this.at(index));
  }
  override set(index: number, value: number): void {
    this.view.setInt8(this.at(index), value);
  }
  override like(values: Iterable<number>): I8View {
    const list = Array.from(values);
    return filled(I8View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): I8View {
    return new I8View(...zeroed(length, 1), littleEndian);
  }
}

export class U16View extends IntView<number> {
  override get width(): 2 {
    return 2;
  }
  override get(index: number): number {
    return this.view.getUint16(this.at(index), this.littleEndian);
  }
  override set(index: number, value: number): void {
    this.view.setUint16(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<number>): U16View {
    const list = Array.from(values);
    return filled(U16View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): U16View {
    return new U16View(...zeroed(length, 2), littleEndian);
  }
}

export class I16View extends IntView<number> {
  override get width(): 2 {
    return 2;
  }
  override get(index: number): number {
    return this.view.getInt16(this.at(index), this.littleEndian);
  }
  override set(index: number, value: number): void {
    this.view.setInt16(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<number>): I16View {
    const list = Array.from(values);
    return filled(I16View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): I16View {
    return new I16View(...zeroed(length, 2), littleEndian);
  }
}

export class U32View extends IntView<number> {
  override get width(): 4 {
    return 4;
  }
  override get(index: number): number {
    return this.view.getUint32(this.at(index), this.littleEndian);
  }
  override set(index: number, value: number): void {
    this.view.setUint32(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<number>): U32View {
    const list = Array.from(values);
    return filled(U32View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): U32View {
    return new U32View(...zeroed(length, 4), littleEndian);
  }
}

export class I32View extends IntView<number> {
  override get width(): 4 {
    return 4;
  }
  override get(index: number): number {
    return this.view.getInt32(this.at(index), this.littleEndian);
  }
  override set(index: number, value: number): void {
    this.view.setInt32(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<number>): I32View {
    const list = Array.from(values);
    return filled(I32View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): I32View {
    return new I32View(...zeroed(length, 4), littleEndian);
  }
}

export class U64View extends IntView<bigint> {
  override get width(): 8 {
    return 8;
  }
  override get(index: number): bigint {
    return this.view.getBigUint64(this.at(index), this.littleEndian);
  }
  override set(index: number, value: bigint): void {
    this.view.setBigUint64(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<bigint>): U64View {
    const list = Array.from(values);
    return filled(U64View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): U64View {
    return new U64View(...zeroed(length, 8), littleEndian);
  }
}

export class I64View extends IntView<bigint> {
  override get width(): 8 {
    return 8;
  }
  override get(index: number): bigint {
    return this.view.getBigInt64(this.at(index), this.littleEndian);
  }
  override set(index: number, value: bigint): void {
    this.view.setBigInt64(this.at(index), value, this.littleEndian);
  }
  override like(values: Iterable<bigint>): I64View {
    const list = Array.from(values);
    return filled(I64View.zero(list.length, this.littleEndian), list);
  }
  static zero(length: number, littleEndian: boolean): I64View {
    return new I64View(...zeroed(length, 8), littleEndian);
  }
}

type Place = [u8: Uint8Array, view: DataView, offset: number, length: number];

function zeroed(length: number, width: number): Place {
  const u8 = new Uint8Array(length * width);
  return [u8, new DataView(u8.buffer), 0, length];
}

function filled<V extends IntView<T>, T extends number | bigint>(view: V, values: readonly T[]): V {
  let index = 0;
  for (const value of values) view.set(index++, value);
  return view;
}
