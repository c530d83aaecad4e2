/** Hosts that run the builds which real captures and outcomes come from. */
import { machines, registry } from '@migspec/devices';
import { type Build, Host, qemuCarrier } from '@migspec/emulator';

const hosts = new Map<string, Promise<Host>>();

export function hostOf(build: string): Promise<Host> {
  const known = hosts.get(build) ?? makeHost(build);
  hosts.set(build, known);
  return known;
}

async function makeHost(id: string): Promise<Host> {
  const made = machines[id];
  if (made === undefined) throw new Error(`${id} is not generated`);
  const models = await Promise.all(Object.entries(registry[id] ?? {}).map(async ([model, load]) => [model, await load()] as const));
  const facts = Object.entries(made.machineFacts);
  const build: Build = {
    id,
    models: new Map(models),
    classes: made.classes,
    machineTypes: made.machineTypes,
    facts: Object.fromEntries(facts.map(([name, fact]) => [name, fact.default])),
    factTypes: Object.fromEntries(facts.map(([name, fact]) => [name, fact.type])),
    carrier: qemuCarrier,
  };
  return new Host(build);
}
