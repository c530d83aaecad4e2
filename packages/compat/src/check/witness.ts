/** A state for each side of a predicate, out of the situations that the author described. */
import type { Expr } from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';
import { evaluate } from '../expr/evaluate.js';
import { expressionText } from '../expr/text.js';
import { operandsOf } from '../expr/tree.js';
import { type ExprEnv, lookup } from '../expr/value.js';
import { type NamedState, resetLookup, situationStates } from './reset-state.js';
import { showState } from './show.js';
import type { DevicePair, DeviceSide, Witness } from './types.js';

interface Found {
  readonly bad?: Witness;
  readonly fine?: Witness;
}

const found = new WeakMap<Expr, Found>();

/** The witnesses of one device; situations are made once, when first asked for. */
export class Witnesses {
  private readonly side: DeviceSide;
  private readonly made: ReadonlyMap<string, StateValue>;
  private situations: readonly { readonly name: string; readonly state: NamedState }[] | undefined;

  constructor(pair: DevicePair) {
    this.side = pair.source;
    this.made = pair.made;
  }

  /** Predicates that are one object are of one source, with one configuration: see `stateQuestions`. */
  find(predicate: Expr): Found {
    const known = found.get(predicate) ?? this.look(predicate);
    found.set(predicate, known);
    return known;
  }

  private look(predicate: Expr): Found {
    this.situations ??= situationStates(this.side);
    const places = placesOf(predicate);
    let bad: Witness | undefined;
    let fine: Witness | undefined;
    for (const { name, state } of this.situations) {
      const env = stateEnv(this.side, state, this.made);
      const value = evaluate(predicate, env);
      if (value === true) bad ??= { situation: name, state: relevant(env, places) };
      if (value === false) fine ??= { situation: name, state: relevant(env, places) };
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

/** The places in the state that a predicate reads: variables, and fields inside them where it says so. */
function placesOf(expr: Expr): ReadonlyMap<string, Expr> {
  const places = new Map<string, Expr>();
  const visit = (node: Expr): void => {
    if (node.op === 'state' || ((node.op === 'field' || node.op === 'index') && rootedInState(node)))
      places.set(expressionText(node), node);
    else for (const operand of operandsOf(node)) visit(operand);
  };
  visit(expr);
  return places;
}

function rootedInState(expr: Expr): boolean {
  if (expr.op === 'field' || expr.op === 'index') return rootedInState(expr.of);
  return expr.op === 'state';
}

function relevant(env: ExprEnv, places: ReadonlyMap<string, Expr>): Readonly<Record<string, string>> {
  const pairs = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, expr]): [string, string][] => {
      const value = evaluate(expr, env);
      return value === undefined ? [] : [[path.replace(/^state\./, ''), showState(value)]];
    });
  return Object.fromEntries(pairs);
}
