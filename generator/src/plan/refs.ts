import type { Expr } from '../expr/tree.js';
import { childrenOf } from '../expr/walk.js';

/** What an expression mentions. */
export interface Refs {
  readonly state: ReadonlySet<string>;
  readonly self: ReadonlySet<string>;
  /** By identity. */
  readonly params: ReadonlySet<string>;
  readonly machine: ReadonlySet<string>;
  readonly host: ReadonlySet<string>;
  readonly device: boolean;
  readonly version: boolean;
}

export function refsOf(...trees: readonly Expr[]): Refs {
  const refs = {
    state: new Set<string>(),
    self: new Set<string>(),
    params: new Set<string>(),
    machine: new Set<string>(),
    host: new Set<string>(),
    device: false,
    version: false,
  };
  const visit = (expr: Expr): void => {
    switch (expr.op) {
      case 'state':
      case 'self':
      case 'machine':
      case 'host':
        refs[expr.op].add(expr.name);
        break;
      case 'param':
        refs.params.add(expr.id);
        break;
      case 'device':
      case 'version':
        refs[expr.op] = true;
        break;
      default:
        for (const child of childrenOf(expr)) visit(child);
    }
  };
  for (const tree of trees) visit(tree);
  return refs;
}

/** Nothing but the bytes decides it. */
export function isStructural(refs: Refs): boolean {
  return refs.params.size + refs.machine.size + refs.host.size === 0 && !refs.device;
}
