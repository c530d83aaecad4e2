/** Rule 5: what the guest can read at the resulting destination is what it reads at the source. */
import type { Expr } from '@migspec/capabilities';
import type { Asker } from '../ask.js';
import { differ } from '../build.js';
import { foldSide } from '../side.js';

/** `received` gives each variable of the destination as an expression over the source's state. */
export function checkObservables(asker: Asker, received: (name: string) => Expr | undefined): void {
  const { source, destination } = asker.pair;
  const theirs = new Map(destination.model.observables.map((observable) => [observable.name, observable]));
  for (const observable of source.model.observables) {
    const other = theirs.get(observable.name);
    // One that a build does not know shows what params at their implied values do, and rules 1 to 3 hold those equal.
    if (other === undefined || observable.volatile || other.volatile) continue;
    const have = foldSide(source, observable.value.expr);
    const want = foldSide(destination, other.value.expr, { state: received });
    asker.ask('GUEST_INTERFACE_DIFFERS', 'guest', differ(have, want), {
      observable: observable.name,
      have: have.op === 'int' || have.op === 'bool' || have.op === 'string' ? String(have.value) : observable.value.text,
      want: want.op === 'int' || want.op === 'bool' || want.op === 'string' ? String(want.value) : other.value.text,
    });
  }
}
