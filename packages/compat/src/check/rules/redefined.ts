/** One machine type that expands differently in two builds: said beside the params that differ because of it. */
import { tableValues } from '../../document/machine.js';
import { note } from '../note.js';
import type { CheckInput, Note, Reason } from '../types.js';

export function redefinedType(input: CheckInput, reasons: readonly Reason[]): readonly Note[] {
  const { source, destination } = input;
  const type = source.machine.type;
  if (type === undefined || destination.machine?.type !== type) return [];
  return reasons.flatMap((reason): Note[] => {
    const device = source.machine.devices.find((candidate) => candidate.address === reason.address);
    const model = reason.model === undefined ? undefined : source.document.models[reason.model];
    const other = reason.model === undefined ? undefined : destination.document.models[reason.model];
    if (reason.code !== 'PARAM_DIFFERS' || reason.param === undefined || device?.class === undefined) return [];
    if (model === undefined || other === undefined) return [];
    const here = tableValues(source.document, type, device.class, model)[reason.param];
    const there = tableValues(destination.document, type, device.class, other)[reason.param];
    const { address, param } = reason;
    const text = `${type} sets ${param} to ${show(here)} in ${source.document.build} and to ${show(there)} in ${destination.document.build}`;
    return [
      note(
        'MACHINE_TYPE_REDEFINED',
        undefined,
        { model: reason.model ?? '', ...(address === undefined ? {} : { address }), param, have: show(here), want: show(there) },
        text,
      ),
    ];
  });
}

function show(value: boolean | number | string | undefined): string {
  return value === undefined ? 'its default' : String(value);
}
