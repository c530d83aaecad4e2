/** Rule 5: what the guest can read at the resulting destination is what it reads at the source. */
import type { DocumentExpression, DocumentField, Expr } from '@migspec/capabilities';
import { evaluate } from '../../expr/evaluate.js';
import { expressionText } from '../../expr/text.js';
import { lookup, type Value } from '../../expr/value.js';
import { visitExpr } from '../../expression.js';
import type { Asker } from '../ask.js';
import { always, differ } from '../build.js';
import { configureFrom } from '../configure.js';
import { isScalar, zeroOf } from '../layout/scope.js';
import { resetState } from '../reset-state.js';
import { foldSide, otherConfiguration } from '../side.js';
import type { DeviceSide } from '../types.js';
import { anewIn } from './resolved-anew.js';
import type { StateResult } from './state.js';

export function checkObservables(asker: Asker, { received, read }: Pick<StateResult, 'received' | 'read'>): void {
  const { source, destination } = asker.pair;
  const theirs = new Map(destination.model.observables.map((observable) => [observable.name, observable]));
  const anew = new Anew(source, destination);
  const ask = (name: string, here: Shown, there: Shown): void => {
    const later = anew.differs(here, there);
    const words = shown(here, there);
    asker.ask('GUEST_INTERFACE_DIFFERS', 'guest', later === undefined ? differ(here.value, there.value) : always, {
      observable: name,
      ...(words.have === words.want ? (later ?? words) : words),
    });
  };

  for (const observable of source.model.observables) {
    const other = theirs.get(observable.name);
    theirs.delete(observable.name);
    if (observable.volatile || other?.volatile === true) continue;
    const own = observable.value;
    const have = { side: source, of: own, value: foldSide(source, own.expr) };
    if (other !== undefined) ask(observable.name, have, { side: destination, of: other.value, value: read(other.value) });
    else {
      // What the destination does without saying so: the source's words about the destination's configuration and state.
      const implied = otherConfiguration(source, configureFrom(destination.model, destination.configuration, source.model));
      ask(observable.name, have, { side: implied, of: own, value: foldSide(implied, own.expr, { state: received }) });
    }
  }
  const known = new Set(source.model.variables.map((variable) => variable.name));
  const strange = new Map(destination.model.variables.filter(({ name }) => !known.has(name)).map((variable) => [variable.name, variable]));
  for (const { name, volatile, value } of theirs.values()) {
    if (volatile) continue;
    const implied = otherConfiguration(destination, configureFrom(source.model, source.configuration, destination.model));
    // A variable that the source does not have is as the destination makes it where nothing comes.
    const have = foldSide(implied, value.expr, {
      state: (variable) => absentAt(destination, strange.get(variable)) ?? (known.has(variable) ? undefined : received(variable)),
    });
    // It cannot be made to do without a param of its own, which is said of the param.
    if (readsParams(have)) continue;
    ask(name, { side: implied, of: value, value: have }, { side: destination, of: value, value: read(value) });
  }
}

/** An observable as one end has it. */
interface Shown {
  /** Whose words and configuration it is in. */
  readonly side: DeviceSide;
  readonly of: DocumentExpression;
  /** Over the source's state. */
  readonly value: Expr;
}

/** A guest that resets after the migration finds what a device begins at there. */
class Anew {
  readonly #source: DeviceSide;
  readonly #destination: DeviceSide;

  constructor(source: DeviceSide, destination: DeviceSide) {
    const { env, key } = destination;
    // Whatever begins anew does so on the host at hand, at home too.
    this.#source = {
      ...source,
      key: `${source.key} ${key}`,
      env: { ...source.env, ...(env.host === undefined ? {} : { host: env.host }) },
    };
    this.#destination = destination;
  }

  /** What it reads at either end then, where that is not the same. */
  differs(here: Shown, there: Shown): { readonly have: string; readonly want: string } | undefined {
    if (!readsState(here.of.expr) && !readsState(there.of.expr)) return undefined;
    // So do params.
    if ([this.#source, this.#destination].some(({ model }) => anewIn(model).length > 0)) return undefined;
    const [have, want] = [this.#value(this.#source, here), this.#value(this.#destination, there)];
    if (have === undefined || want === undefined || typeof have === 'object' || typeof want === 'object' || have === want) return undefined;
    return { have: `${have} after a reset`, want: `${want} after a reset` };
  }

  #value(owner: DeviceSide, { side, of }: Shown): Value | undefined {
    // A variable that the owner does not have is as the build of the words has it.
    if (!known(owner, of.expr) || !known(side, of.expr)) return undefined;
    const [own, words] = [lookup(resetState(owner)), lookup(resetState(side))];
    return evaluate(of.expr, { ...side.env, state: (name) => own(name) ?? words(name) });
  }
}

/** Whether the reset values that the expression reads are decided: a host of which nothing is told leaves them open. */
function known(side: DeviceSide, expr: Expr): boolean {
  const read = new Set<string>();
  visitExpr(expr, (node) => {
    if (node.op === 'state') read.add(node.name);
  });
  const env = { ...side.env, state: lookup(resetState(side)) };
  return side.model.variables.every(({ name, reset }) => !read.has(name) || reset === undefined || evaluate(reset.expr, env) !== undefined);
}

/** Of one that is a single value, and that nothing else decides. */
function absentAt(side: DeviceSide, variable: DocumentField | undefined): Expr | undefined {
  if (variable === undefined || variable.derived !== undefined || !isScalar(variable)) return undefined;
  const said = variable.absent ?? variable.reset;
  return said === undefined ? zeroOf(variable) : foldSide(side, said.expr);
}

const readsState = (expr: Expr): boolean => reads(expr, 'state');
const readsParams = (expr: Expr): boolean => reads(expr, 'param');

function reads(expr: Expr, what: Expr['op']): boolean {
  let found = false;
  visitExpr(expr, ({ op }) => {
    if (op === what) found = true;
  });
  return found;
}

/** In the words of the two builds; where those are the same, what configuration and facts make of them differs, and is said. */
function shown(here: Shown, there: Shown): { have: string; want: string } {
  const [mine, theirs] = [worded(here.value, here.of), worded(there.value, there.of)];
  return mine === theirs ? { have: expressionText(here.value), want: expressionText(there.value) } : { have: mine, want: theirs };
}

function worded(value: Expr, expression: DocumentExpression): string {
  return value.op === 'int' || value.op === 'bool' || value.op === 'string' ? String(value.value) : expression.text;
}
