/** A subject out of what the generator made: documents, the registry of device classes, the machine tables, the IR. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { type Build, type ClassTable, type DeviceClass, nativeCarrier, qemuCarrier, type TableEntry } from '@migspec/emulator';
import type { DeclaredFacts, ParamValue } from '@migspec/runtime';
import type { ErratumExpectation, ErratumPlan } from './errata.js';
import { BuildSubject, type Subject } from './subject.js';

/** What `registry` and `machines` of a generated devices package hold. */
export interface GeneratedDevices {
  readonly registry: Readonly<Record<string, Readonly<Record<string, () => Promise<DeviceClass>>>>>;
  readonly machines: Readonly<Record<string, GeneratedMachines>>;
}

export interface GeneratedMachines {
  readonly implementation: string;
  readonly framing: 'native' | 'qemu';
  readonly destination: 'configured' | 'started';
  readonly machineFacts: DeclaredFacts;
  readonly hostFacts: DeclaredFacts;
  readonly classes: ClassTable;
  readonly machineTypes: Readonly<Record<string, { readonly entries: readonly TableEntry[] }>>;
}

/** The part of `ir.json` that a run reads. */
export interface SpecJson {
  readonly spec: {
    readonly composed?: readonly { readonly model: string; readonly back: { readonly model: string } }[];
    readonly implementations: readonly {
      readonly name: string;
      /** Newest first. */
      readonly builds: readonly { readonly name: string }[];
      readonly errata: readonly {
        readonly id: string;
        readonly builds: readonly string[];
        readonly doc: string;
        readonly fixedIn?: string;
        readonly outcome?: object;
        readonly expect: readonly ErratumExpectation[];
      }[];
    }[];
  };
}

export interface Loaded {
  readonly subject: Subject;
  readonly errata: readonly ErratumPlan[];
  /** Models of two processes, and the model of the one in the back. */
  readonly composed: readonly { readonly model: string; readonly back: string }[];
}

export async function loadSubject(documents: readonly CapabilityDocument[], devices: GeneratedDevices, ir: SpecJson): Promise<Loaded> {
  const byId = new Map(documents.map((document) => [document.build, document]));
  const implementations = await Promise.all(
    ir.spec.implementations.map(async ({ name, builds }) => {
      const ids = builds.map((build) => `${name}@${build.name}`).reverse();
      const subjects = await Promise.all(
        ids.map(async (id) => {
          const document = byId.get(id);
          const machines = devices.machines[id];
          if (document === undefined || machines === undefined) throw new Error(`${id}: generated files are missing; run migspec generate`);
          return { machines, subject: new BuildSubject(document, await buildOf(id, machines, devices.registry[id] ?? {})) };
        }),
      );
      const newest = subjects.at(-1)?.machines;
      return {
        name,
        destination: newest?.destination ?? 'configured',
        builds: subjects.map(({ subject }) => subject),
        facts: matrixOf(newest?.machineFacts),
        hostFacts: matrixOf(newest?.hostFacts),
      };
    }),
  );
  const errata = ir.spec.implementations.flatMap(({ name, errata: list }) =>
    list.map(({ id, builds, doc, fixedIn, outcome, expect }): ErratumPlan => {
      const ids = (those: readonly string[]): string[] => those.map((build) => `${name}@${build}`);
      const said = ids(builds).flatMap((build) => byId.get(build)?.errata.find((each) => each.id === id) ?? []);
      return {
        id,
        implementation: name,
        doc,
        builds: ids(builds),
        ...(fixedIn === undefined ? {} : { fixedIn: `${name}@${fixedIn}` }),
        expect: expect.map(({ from, to, ...rest }) => ({ ...rest, from: ids(from), to: ids(to) })),
        remedies: said[0]?.remedies ?? [],
        outcome: outcome !== undefined,
      };
    }),
  );
  const composed = (ir.spec.composed ?? []).map(({ model, back }) => ({ model, back: back.model }));
  return { subject: { implementations }, errata, composed };
}

function matrixOf(facts: DeclaredFacts = {}): Readonly<Record<string, readonly ParamValue[]>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, { matrix, default: value }]) => [name, matrix.length > 0 ? matrix : [value]]),
  );
}

async function buildOf(
  id: string,
  machines: GeneratedMachines,
  models: Readonly<Record<string, () => Promise<DeviceClass>>>,
): Promise<Build> {
  const classes = await Promise.all(Object.entries(models).map(async ([model, load]) => [model, await load()] as const));
  const facts = Object.entries(machines.machineFacts);
  return {
    id,
    models: new Map(classes),
    classes: machines.classes,
    machineTypes: machines.machineTypes,
    facts: Object.fromEntries(facts.map(([name, fact]) => [name, fact.default])),
    factTypes: Object.fromEntries(facts.map(([name, fact]) => [name, fact.type])),
    carrier: machines.framing === 'qemu' ? qemuCarrier : nativeCarrier,
  };
}
