/** One end of the migration of one device: what its expressions read, and folding them with it. */
import type { CapabilityDocument, DocumentModel, Expr } from '@migspec/capabilities';
import type { Configuration, Facts } from '@migspec/runtime';
import { configurationEnv } from '../document/configuration.js';
import { partial } from '../expr/partial.js';
import { mapExpr } from '../expression.js';
import { int } from './build.js';
import type { DevicePair, DeviceSide } from './types.js';

export interface SideInput {
  readonly role: DeviceSide['role'];
  readonly document: CapabilityDocument;
  readonly id: string;
  readonly model: DocumentModel;
  readonly configuration: Configuration;
  readonly machine: Facts;
  readonly host: Facts;
  readonly address: string;
  readonly instance: number | undefined;
}

export function deviceSide(input: SideInput): DeviceSide {
  const { role, document, id, model, configuration, address, instance } = input;
  const facts = { machine: input.machine, host: input.host };
  const base = configurationEnv(model, configuration, facts);
  const env = { ...base, device: { path: address, instance: instance ?? 0 } };
  const key = keyText([Object.entries(configuration), Object.entries(input.machine), Object.entries(input.host), address, instance]);
  return { role, document, id, model, configuration, key, facts, env };
}

function keyText(parts: readonly unknown[]): string {
  return JSON.stringify(parts, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}

/** What stands for names inside a layout: state variables, fields of the struct around, the version in force. */
export interface Bindings {
  readonly state?: (name: string) => Expr | undefined;
  readonly self?: (name: string) => Expr | undefined;
  readonly version?: number;
}

/** The same place with another configuration. */
export function otherConfiguration(side: DeviceSide, configuration: Configuration): DeviceSide {
  const { params } = configurationEnv(side.model, configuration);
  return {
    ...side,
    configuration,
    key: `${side.key} ${keyText([Object.entries(configuration)])}`,
    env: { ...side.env, ...(params === undefined ? {} : { params }) },
  };
}

/** Folds in what the destination makes itself. */
export function foldMade(pair: DevicePair, expr: Expr): Expr {
  return partial(expr, { state: (name) => pair.made.get(name) });
}

/** Folds an expression of one side; what is left reads state, and host facts as `source.uso` or `destination.uso`. */
export function foldSide(side: DeviceSide, expr: Expr, bindings: Bindings = {}): Expr {
  const bound = mapExpr(expr, (node) => {
    switch (node.op) {
      case 'version':
        return bindings.version === undefined ? node : int(bindings.version);
      case 'state':
        return bindings.state?.(node.name) ?? node;
      case 'self':
        return bindings.self?.(node.name) ?? node;
      default:
        return node;
    }
  });
  return mapExpr(partial(bound, side.env), (node) =>
    node.op === 'host' && !node.name.includes('.') ? { op: 'host', name: `${side.role}.${node.name}` } : node,
  );
}
