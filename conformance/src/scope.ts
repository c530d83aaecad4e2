/** What the expressions of a document mean for one device of a machine. */
import type { DocumentExpression, DocumentModel, Expr } from '@migspec/capabilities';
import { evaluate, lookup } from '@migspec/compat';
import type { EmulatedInstance } from '@migspec/emulator';
import { initialState, isPlain, sequenceOf } from '@migspec/emulator';
import type { DeviceState, StateValue } from '@migspec/runtime';

export type ScopeValue = boolean | bigint | string | undefined;

export interface Inside {
  /** Fields of the enclosing struct, and what they are at reset. */
  readonly self?: Readonly<Record<string, unknown>>;
  readonly resetSelf?: Readonly<Record<string, unknown>>;
  readonly version?: number;
}

export interface Scope {
  readonly reset: DeviceState;
  evaluate(expression: DocumentExpression, state: DeviceState, inside?: Inside): ScopeValue;
}

export function scopeOf(model: DocumentModel, instance: EmulatedInstance): Scope {
  const { configuration, placement } = instance.device;
  const params: Record<string, StateValue> = {};
  for (const { id, name } of model.params) {
    const value = configuration[name];
    if (value !== undefined) params[id] = value;
  }
  const reset = initialState(instance);
  const known = {
    params: lookup(params),
    machine: lookup(placement.machine),
    host: lookup(placement.host),
    device: { path: placement.path, instance: placement.instance },
  };
  return {
    reset,
    evaluate(expression, state, inside = {}) {
      const value = evaluate(expression.expr, {
        ...known,
        state: lookup(state),
        ...(inside.self === undefined ? {} : { self: lookup(inside.self as Readonly<Record<string, StateValue>>) }),
        ...(inside.version === undefined ? {} : { version: inside.version }),
        reset: (of) => resetValue(of, reset, inside.resetSelf) as StateValue | undefined,
      });
      return typeof value === 'object' ? undefined : value;
    },
  };
}

/** The value at reset of what `isReset` asks about. */
function resetValue(of: Expr, reset: DeviceState, self: Readonly<Record<string, unknown>> | undefined): unknown {
  switch (of.op) {
    case 'state':
      return reset[of.name];
    case 'self':
      return self?.[of.name];
    case 'field': {
      const outer = resetValue(of.of, reset, self);
      return isPlain(outer) ? outer[of.name] : undefined;
    }
    case 'index': {
      const outer = sequenceOf(resetValue(of.of, reset, self));
      return outer !== undefined && of.index < outer.length ? outer.at(of.index) : undefined;
    }
    default:
      return undefined;
  }
}
