import type { RamBlock } from './records.js';
import type { Window } from './window.js';
import { MAX_RAM_BLOCKS, MAX_RAM_HIGH_WORD, RAM_CONTINUE, RAM_EOS, RAM_MEM_SIZE, RAM_PAGE, RAM_ZERO } from './wire.js';

/** Told of RAM as it passes; nothing of it is kept. */
export interface RamVisitor {
  /** Once, in the section's start; `total` in bytes is the sum of the blocks' sizes. */
  ramBlocks?(blocks: readonly RamBlock[], total: number): void;
  /** A page of one repeated byte, by which it is written. `address` is inside the block; `named`: the block's name is on the wire. */
  ramZero?(block: RamBlock, address: number, named: boolean, fill: number): void;
  /** A page's content is `bytes[from, to)`, good during the call. */
  ramPage?(block: RamBlock, address: number, named: boolean, bytes: Uint8Array, from: number, to: number): void;
  /** The end of one part. */
  ramEnd?(): void;
}

/** What one part of the RAM section leaves for the next. */
export class RamReader {
  private readonly visitor: RamVisitor;
  private readonly pageSize: number;
  private readonly blockAddresses: boolean;
  private readonly blocks = new Map<string, RamBlock>();
  private current: RamBlock | undefined;
  private listed = false;

  /** `pageSize`: bytes, a power of two. `blockAddresses`: each block of the list is followed by its guest address. */
  constructor(visitor: RamVisitor, pageSize: number, blockAddresses: boolean) {
    this.visitor = visitor;
    this.pageSize = pageSize;
    this.blockAddresses = blockAddresses;
  }

  /** Words up to and with the one that ends the part. */
  readPart(window: Window): void {
    const { pageSize, visitor } = this;
    const mask = pageSize - 1;
    for (;;) {
      window.need(8, 'a RAM word');
      const { view, pos } = window;
      const high = view.getUint32(pos);
      const low = view.getUint32(pos + 4);
      const flags = low & mask;
      if (high >= MAX_RAM_HIGH_WORD)
        throw window.error('LIMIT_EXCEEDED', 'a RAM address is above 2^52', { have: `0x${high.toString(16)}00000000` });
      const address = high * 0x1_0000_0000 + low - flags;
      window.pos = pos + 8;
      switch (flags) {
        case RAM_ZERO:
        case RAM_ZERO | RAM_CONTINUE: {
          const block = this.block(window, flags, address);
          const fill = window.byte('a zero page');
          visitor.ramZero?.(block, address, flags === RAM_ZERO, fill);
          break;
        }
        case RAM_PAGE:
        case RAM_PAGE | RAM_CONTINUE: {
          const block = this.block(window, flags, address);
          window.need(pageSize, 'a page');
          const from = window.pos;
          visitor.ramPage?.(block, address, flags === RAM_PAGE, window.u8, from, from + pageSize);
          window.pos = from + pageSize;
          break;
        }
        case RAM_MEM_SIZE:
          this.readBlocks(window, address);
          break;
        case RAM_EOS:
          if (address !== 0)
            throw window.error('RECORD_INVALID', 'the word that ends a part of RAM has an address', { offset: window.offset - 8 });
          visitor.ramEnd?.();
          return;
        default:
          throw window.error('STREAM_FEATURE_UNKNOWN', 'a RAM word has flags that this reader does not know', {
            offset: window.offset - 8,
            have: `0x${flags.toString(16)}`,
          });
      }
    }
  }

  private block(window: Window, flags: number, address: number): RamBlock {
    const offset = window.offset - 8;
    if ((flags & RAM_CONTINUE) === 0) {
      const name = window.shortText("a RAM block's name");
      const block = this.blocks.get(name);
      if (block === undefined) throw window.error('RECORD_INVALID', `no such RAM block: ${name}`, { offset, have: name });
      this.current = block;
    }
    const block = this.current;
    if (block === undefined) throw window.error('RECORD_INVALID', 'a page goes on with a RAM block, and none came before', { offset });
    if (address >= block.size) {
      throw window.error('RECORD_INVALID', `a page lies behind the end of its RAM block ${block.name}`, {
        offset,
        have: `0x${address.toString(16)}`,
        want: `below 0x${block.size.toString(16)}`,
      });
    }
    return block;
  }

  private readBlocks(window: Window, total: number): void {
    const offset = window.offset - 8;
    if (this.listed) throw window.error('ORDER_WRONG', 'the RAM blocks are listed twice', { offset });
    this.listed = true;
    let sum = 0;
    while (sum < total) {
      const at = window.offset;
      if (this.blocks.size >= MAX_RAM_BLOCKS)
        throw window.error('LIMIT_EXCEEDED', `more than ${MAX_RAM_BLOCKS} RAM blocks`, { offset: at });
      const name = window.shortText("a RAM block's name");
      const size = window.be64("a RAM block's size");
      sum += size;
      if (this.blocks.has(name)) throw window.error('RECORD_INVALID', `RAM block ${name} is listed twice`, { offset: at, have: name });
      if (sum > total) {
        throw window.error('RECORD_INVALID', 'the RAM blocks are larger than their sum says', {
          offset: at,
          have: String(sum),
          want: String(total),
        });
      }
      if (this.blockAddresses) {
        window.need(8, "a RAM block's address");
        this.blocks.set(name, { name, size, address: window.view.getBigUint64(window.pos) });
        window.pos += 8;
      } else {
        this.blocks.set(name, { name, size });
      }
    }
    this.visitor.ramBlocks?.([...this.blocks.values()], total);
  }
}
