/** Position in a run of bytes. Codecs hoist `u8`, `view` and `end` into locals and keep `offset` up to date across calls. */
export class Cursor {
  readonly u8: Uint8Array;
  readonly view: DataView;
  /** Next byte, from the start of `u8`. */
  offset: number;
  /** First byte that is not ours. */
  end: number;

  constructor(u8: Uint8Array, offset = 0, end: number = u8.length) {
    this.u8 = u8;
    this.view = new DataView(u8.buffer, u8.byteOffset, u8.byteLength);
    this.offset = offset;
    this.end = end;
  }
}
