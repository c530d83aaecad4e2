import type { SnapshotIR } from '../../ir/snapshot.js';
import type { Difference } from '../difference.js';
import { type Comparison, compareLists } from '../list.js';

const params = (model: string): Comparison<'param'> => ({
  kind: 'param',
  name: (param) => param.name,
  identity: (param) => param.id,
  path: (param) => ['model', model, 'params', param.id],
  aspects: {
    name: (param) => param.name,
    type: (param) => param.type,
    off: (param) => param.off,
    default: (param) => param.default.expr,
    range: (param) => param.range,
    compare: (param) => param.compare,
    resolves: (param) => param.resolves,
    settable: (param) => param.settable,
    'guest-visible': (param) => param.guestVisible,
    'host-fact': (param) => param.hostFact,
    unit: (param) => param.unit,
    doc: (param) => param.doc,
  },
});

const retired = (model: string): Comparison<'retired'> => ({
  kind: 'retired',
  name: (param) => param.name,
  identity: (param) => param.id,
  path: (param) => ['model', model, 'params', param.id],
  aspects: { type: (param) => param.type, off: (param) => param.off, implied: (param) => param.implied },
});

export function compareParams(before: SnapshotIR, after: SnapshotIR): readonly Difference[] {
  return [
    ...compareLists(params(after.model), before.params, after.params),
    ...compareLists(retired(after.model), before.retired, after.retired),
  ];
}
