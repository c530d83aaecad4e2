/** Rule 5: what the guest can read at the resulting destination is what it reads at the source. */
import type { DocumentExpression, Expr } from '@migspec/capabilities';
import { expressionText } from '../../expr/text.js';
import { visitExpr } from '../../expression.js';
import type { Asker } from '../ask.js';
import { differ } from '../build.js';
import { configureFrom } from '../configure.js';
import { foldSide, otherConfiguration } from '../side.js';
import type { StateResult } from './state.js';

export function checkObservables(asker: Asker, { received, read }: Pick<StateResult, 'received' | 'read'>): void {
  const { source, destination } = asker.pair;
  const theirs = new Map(destination.model.observables.map((observable) => [observable.name, observable]));
  const ask = (name: string, here: DocumentExpression, have: Expr, there: DocumentExpression, want: Expr): void =>
    asker.ask('GUEST_INTERFACE_DIFFERS', 'guest', differ(have, want), { observable: name, ...shown(have, here, want, there) });

  for (const observable of source.model.observables) {
    const other = theirs.get(observable.name);
    theirs.delete(observable.name);
    if (observable.volatile || other?.volatile === true) continue;
    const have = foldSide(source, observable.value.expr);
    if (other !== undefined) ask(observable.name, observable.value, have, other.value, read(other.value));
    else {
      // What the destination does without saying so: the source's words about the destination's configuration and state.
      const implied = otherConfiguration(source, configureFrom(destination.model, destination.configuration, source.model));
      ask(observable.name, observable.value, have, observable.value, foldSide(implied, observable.value.expr, { state: received }));
    }
  }
  const known = new Set(source.model.variables.map((variable) => variable.name));
  for (const observable of theirs.values()) {
    if (observable.volatile) continue;
    const implied = otherConfiguration(destination, configureFrom(source.model, source.configuration, destination.model));
    // A variable that the source does not have is what the destination makes of it.
    const have = foldSide(implied, observable.value.expr, { state: (name) => (known.has(name) ? undefined : received(name)) });
    // It cannot be made to do without a param of its own, which is said of the param.
    if (readsParams(have)) continue;
    ask(observable.name, observable.value, have, observable.value, read(observable.value));
  }
}

function readsParams(expr: Expr): boolean {
  let found = false;
  visitExpr(expr, ({ op }) => {
    if (op === 'param') found = true;
  });
  return found;
}

/** In the words of the two builds; where those are the same, what configuration and facts make of them differs, and is said. */
function shown(have: Expr, here: DocumentExpression, want: Expr, there: DocumentExpression): { have: string; want: string } {
  const [mine, theirs] = [worded(have, here), worded(want, there)];
  return mine === theirs ? { have: expressionText(have), want: expressionText(want) } : { have: mine, want: theirs };
}

function worded(value: Expr, expression: DocumentExpression): string {
  return value.op === 'int' || value.op === 'bool' || value.op === 'string' ? String(value.value) : expression.text;
}
