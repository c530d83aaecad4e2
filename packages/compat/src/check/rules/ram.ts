/** Rule 0 of one device: the RAM blocks that it registers have one name and one size on both sides. */
import type { Expr } from '@migspec/capabilities';
import type { Asker } from '../ask.js';
import { always, differ, int } from '../build.js';
import { foldSide } from '../side.js';
import type { DeviceSide } from '../types.js';

export function checkRam(asker: Asker): void {
  const { source, destination } = asker.pair;
  const [here, there] = [blocksOf(source), blocksOf(destination)];
  for (const [name, have] of here) {
    const want = there.get(name);
    const subject = { param: name, have: shown(have), want: want === undefined ? 'nothing' : shown(want) };
    asker.ask('RAM_DIFFERS', 'state', want === undefined ? always : differ(have, want), subject);
  }
  // The qemu framing leaves a block alone that does not come; the native one lists what must be there.
  if (destination.document.framing === 'qemu') return;
  for (const [name, want] of there)
    if (!here.has(name)) asker.ask('RAM_DIFFERS', 'state', always, { param: name, have: 'nothing', want: shown(want) });
}

function blocksOf(side: DeviceSide): ReadonlyMap<string, Expr> {
  return new Map(
    (side.model.ram ?? []).map(({ name, size }) => {
      const pieces = name.map((piece) => (typeof piece === 'string' ? piece : textOf(foldSide(side, piece.expr))));
      return [pieces.join(''), foldSide(side, bytes(side, size.expr))];
    }),
  );
}

/** The qemu framing counts whole pages. */
function bytes(side: DeviceSide, size: Expr): Expr {
  return side.document.framing === 'qemu' ? { op: 'call', name: 'align', args: [size, int(4096)] } : size;
}

function textOf(expr: Expr): string {
  return expr.op === 'string' || expr.op === 'int' ? String(expr.value) : JSON.stringify(expr);
}

function shown(size: Expr): string {
  return size.op === 'int' ? size.value : 'a size that a fact decides';
}
