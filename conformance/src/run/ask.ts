/** Asking the check about a pair, as a manager does: from documents and the machine that runs, without starting anything. */
import { type CheckInput, check, type Machine, type MachineState, refusedStart, startMachine, type Verdict } from '@migspec/compat';
import type { EmulatedMachine } from '@migspec/emulator';
import { type Facts, formatParamValue, type ParamValue } from '@migspec/runtime';
import type { CellReason, VerdictClass, VerdictLevel } from '../result.js';
import { address, type Group, reachedBy } from './group.js';
import type { BuildSubject } from './subject.js';

export interface Answer {
  readonly outcome: 'yes' | 'no' | 'depends';
  readonly class?: VerdictClass;
  readonly level: VerdictLevel;
  readonly reasons: readonly CellReason[];
  /** Facts that nobody told and that decide. */
  readonly facts: readonly string[];
  /** Codes of what is said beside the reasons. */
  readonly notes: readonly string[];
  /** Of the reasons that wait for the state: true where it goes wrong. */
  readonly predicates: readonly { readonly code: string; readonly predicate: NonNullable<Verdict['reasons'][number]['predicate']> }[];
}

/** The machine in the check's words. */
export function machineOf(machine: EmulatedMachine): Machine {
  return {
    ...(machine.machineType === undefined ? {} : { type: machine.machineType }),
    facts: machine.facts,
    devices: machine.devices.map(({ address: at, instance, model, class: name, device }) => ({
      address: at,
      instance,
      model,
      ...(name === undefined ? {} : { class: name }),
      configuration: device.configuration,
    })),
  };
}

export function stateOf(machine: EmulatedMachine): MachineState {
  return Object.fromEntries(machine.devices.map(({ address: at, device }) => [at, device.state]));
}

interface Source {
  readonly build: BuildSubject;
  readonly machine: EmulatedMachine;
  readonly state?: MachineState;
}

interface Destination {
  readonly build: BuildSubject;
  readonly facts: Facts;
  readonly properties: Readonly<Record<string, ParamValue>>;
}

/** `line`: what the destination is started with, where it is; else the source configures it. */
export function ask(group: Group, source: Source, destination: Destination): Answer {
  return asked(group, source, destination, { source: source.build.host.hostFacts, destination: destination.build.host.hostFacts });
}

/** The same, told nothing of the hosts. */
export function askWithoutFacts(group: Group, source: Source, destination: Destination): Answer {
  return asked(group, source, destination, { source: {}, destination: {} });
}

function asked(
  group: Group,
  source: Source,
  destination: Destination,
  hosts: { readonly source: Facts; readonly destination: Facts },
): Answer {
  const { state } = source;
  const from: CheckInput['source'] = {
    machine: machineOf(source.machine),
    document: source.build.document,
    facts: hosts.source,
    ...(state === undefined ? {} : { state }),
  };
  const to = { document: destination.build.document, facts: hosts.destination };
  if (!group.started) return answer(check({ source: from, destination: to }));
  const started = startMachine(destination.build.document, {
    type: group.machineType,
    facts: destination.facts,
    hostFacts: to.facts,
    devices: [{ address, instance: 0, ...reachedBy(group), configuration: destination.properties }],
  });
  if (started.ok) return answer(check({ source: from, destination: { ...to, machine: started.value } }));
  if (started.problems.every(({ code }) => code === 'FACT_NOT_GIVEN')) return answer(refusedStart(from, to.document, started.problems));
  const reasons = started.problems.map(
    ({ code, message, param, have, want }): CellReason => ({
      code,
      class: 'create',
      text: message,
      model: group.model,
      ...(param === undefined ? {} : { param }),
      ...(have === undefined ? {} : { have }),
      ...(want === undefined ? {} : { want }),
    }),
  );
  return { outcome: 'no', class: 'create', level: 'none', reasons, facts: [], notes: [], predicates: [] };
}

function answer(verdict: Verdict): Answer {
  return {
    outcome: verdict.outcome,
    ...(verdict.class === undefined ? {} : { class: verdict.class }),
    level: verdict.level,
    reasons: verdict.reasons.map(cellReason),
    facts: [...new Set(verdict.reasons.flatMap(({ facts = [] }) => facts))].sort(),
    notes: verdict.notes.map(({ code }) => code),
    predicates: verdict.reasons.flatMap(({ code, predicate, definite }) =>
      predicate === undefined || definite ? [] : [{ code, predicate }],
    ),
  };
}

function cellReason(reason: Verdict['reasons'][number]): CellReason {
  const { code, class: cls, meaning, model, instance, param, section, field, observable, have, want, remedy, predicate, errata } = reason;
  const erratum = errata?.[0];
  return {
    code,
    class: cls,
    text: meaning,
    ...(model === undefined ? {} : { model }),
    ...(instance === undefined ? {} : { instance }),
    ...(param === undefined ? {} : { param }),
    ...(section === undefined ? {} : { section }),
    ...(field === undefined ? {} : { field }),
    ...(observable === undefined ? {} : { observable }),
    ...(have === undefined ? {} : { have }),
    ...(want === undefined ? {} : { want }),
    ...(remedy === undefined ? {} : { remedy }),
    ...(predicate === undefined ? {} : { predicate: predicate.text }),
    ...(erratum === undefined ? {} : { erratum, errata }),
  };
}

/** The configuration as a report shows it. */
export function shownConfiguration(machine: EmulatedMachine): Record<string, string> {
  return Object.fromEntries(
    machine.devices.flatMap(({ device }) => Object.entries(device.configuration)).map(([name, value]) => [name, formatParamValue(value)]),
  );
}
