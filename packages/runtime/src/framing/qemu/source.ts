import { readSync, writeSync } from 'node:fs';

/** A stream that can be read at any position, because a section's length stands at the stream's end. */
export interface StreamSource {
  /** Bytes. */
  readonly size: number;
  /** Reads up to `length` bytes at `position` into `target` from `offset`; returns how many came, 0 at the end. */
  read(target: Uint8Array, offset: number, length: number, position: number): number;
}

/** Where a stream goes, in order. */
export interface StreamSink {
  /** Takes all of `bytes[from, to)` before it returns; the memory is reused afterwards. */
  write(bytes: Uint8Array, from: number, to: number): void;
}

export function bytesSource(bytes: Uint8Array): StreamSource {
  return {
    size: bytes.length,
    read(target, offset, length, position) {
      const part = bytes.subarray(position, position + length);
      target.set(part, offset);
      return part.length;
    },
  };
}

/** `fd`: an open file of `size` bytes (pipes cannot be read at a position). */
export function fileSource(fd: number, size: number): StreamSource {
  return { size, read: (target, offset, length, position) => readSync(fd, target, offset, length, position) };
}

export function fileSink(fd: number): StreamSink {
  return {
    write(bytes, from, to) {
      for (let at = from; at < to; ) at += writeSync(fd, bytes, at, to - at);
    },
  };
}

/** Collects what is written. */
export class BytesSink implements StreamSink {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  write(bytes: Uint8Array, from: number, to: number): void {
    const length = this.length + to - from;
    if (length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(bytes.subarray(from, to), this.length);
    this.length = length;
  }

  /** A view of everything written so far. */
  result(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Compares what is written with a source, in constant memory. */
export class ComparingSink implements StreamSink {
  /** First byte that differs, undefined so far. */
  differsAt: number | undefined;
  private readonly source: StreamSource;
  private readonly chunk = new Uint8Array(1 << 16);
  private position = 0;

  constructor(source: StreamSource) {
    this.source = source;
  }

  write(bytes: Uint8Array, from: number, to: number): void {
    const { chunk, source } = this;
    for (let at = from; at < to; ) {
      const got = source.read(chunk, 0, Math.min(chunk.length, to - at), this.position);
      if (this.differsAt === undefined && Buffer.compare(chunk.subarray(0, got), bytes.subarray(at, at + got)) !== 0) {
        this.differsAt = this.position + chunk.findIndex((byte, i) => byte !== bytes[at + i]);
      }
      if (got <= 0) this.differsAt ??= this.position;
      const step = got <= 0 ? to - at : got;
      this.position += step;
      at += step;
    }
  }

  /** Whether exactly the source's bytes were written. */
  get identical(): boolean {
    return this.differsAt === undefined && this.position === this.source.size;
  }
}
