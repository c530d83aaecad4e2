/** A state for each side of a predicate, out of the situations that the author described. */
import type { Expr } from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';
import { evaluate } from '../expr/evaluate.js';
import { type ExprEnv, lookup } from '../expr/value.js';
import { visitExpr } from '../expression.js';
import { type NamedState, resetLookup, situationStates } from './reset-state.js';
import { showState } from './show.js';
import type { DevicePair, DeviceSide, Witness } from './types.js';

/** The witnesses of one device; situations are made once, when first asked for. */
export class Witnesses {
  private readonly side: DeviceSide;
  private readonly made: ReadonlyMap<string, StateValue>;
  private situations: readonly { readonly name: string; readonly state: NamedState }[] | undefined;

  constructor(pair: DevicePair) {
    this.side = pair.source;
    this.made = pair.made;
  }

  find(predicate: Expr): { readonly bad?: Witness; readonly fine?: Witness } {
    this.situations ??= situationStates(this.side);
    const names = variablesOf(predicate);
    let bad: Witness | undefined;
    let fine: Witness | undefined;
    for (const { name, state } of this.situations) {
      const value = evaluate(predicate, stateEnv(this.side, state, this.made));
      const witness = { situation: name, state: relevant(state, names) };
      if (value === true) bad ??= witness;
      if (value === false) fine ??= witness;
      if (bad !== undefined && fine !== undefined) break;
    }
    return { ...(bad === undefined ? {} : { bad }), ...(fine === undefined ? {} : { fine }) };
  }
}

/** The device's env with a state; variables that are not given are unknown. */
export function stateEnv(side: DeviceSide, state: NamedState, made?: ReadonlyMap<string, StateValue>): ExprEnv {
  const own = lookup(state);
  return { ...side.env, state: (name) => own(name) ?? made?.get(name), reset: resetLookup(side) };
}

export function variablesOf(expr: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  visitExpr(expr, (node) => {
    if (node.op === 'state') names.add(node.name);
  });
  return names;
}

function relevant(state: NamedState, names: ReadonlySet<string>): Readonly<Record<string, string>> {
  const pairs = [...names].sort().flatMap((name): [string, StateValue][] => {
    const value = state[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs.map(([name, value]) => [name, showState(value)]));
}
