import { classesOf, className } from '../../../ir/class-reach.js';
import { type MachineTable, machineTables } from '../../../ir/machine-tables.js';
import type { ImplementationIR } from '../../../ir/spec.js';
import type { Change } from '../../change.js';
import type { JudgedReason } from '../../judge.js';

/** Of the machine types that both builds have: those that set the property for the model in the newer build, and the rest. */
export interface Restored {
  readonly by: readonly string[];
  readonly notBy: readonly string[];
}

export function restored(change: Change, property: string): Restored {
  const { spec, implementation, build } = change.after.side;
  const before = tableNames(change);
  const reach = classesOf(implementation, change.model ?? '');
  const shared = machineTables(spec, implementation, build).filter(({ name }) => before.has(name));
  const sets = (table: MachineTable): boolean => setsProperty(implementation, table, property, reach);
  return {
    by: shared.filter(sets).map(({ name }) => name),
    notBy: shared.filter((table) => !sets(table)).map(({ name }) => name),
  };
}

/** Whether the table has an entry for the property on one of the classes. */
export function setsProperty(
  implementation: ImplementationIR,
  { entries }: MachineTable,
  property: string,
  classes: readonly string[],
): boolean {
  return entries.some((entry) => entry.property === property && classes.includes(className(implementation, entry.class)));
}

function tableNames({ before }: Change): ReadonlySet<string> {
  const { spec, implementation, build } = before.side;
  return new Set(machineTables(spec, implementation, build).map(({ name }) => name));
}

/** Whether an entry on the class reaches a device that was started under the other one; where that is not said, it does. */
export function reachedBy({ after }: Change, entryClass: string, { model, deviceClass }: JudgedReason): boolean {
  const { implementation } = after.side;
  return deviceClass === undefined || reachOf(implementation, model, deviceClass).includes(className(implementation, entryClass));
}

/** Classes whose entries reach a device of the model under this one of its classes. */
export function reachOf(implementation: ImplementationIR, model: string, name: string): readonly string[] {
  const classes = implementation.classes.filter((each) => each.model !== model || each.name === name);
  return classesOf({ ...implementation, classes }, model);
}
