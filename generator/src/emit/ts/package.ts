/** What stands around the devices: machine tables, the registry, the entry, package.json. */

import { machineTables } from '../../ir/machine-tables.js';
import type { BuildIR, FactIR, ImplementationIR, SpecIR } from '../../ir/spec.js';
import type { Value } from '../../ir/values.js';
import { Code } from '../code.js';
import { dataLiteral } from './data.js';
import type { ModuleDraft } from './draft.js';
import { paramValue } from './field-types.js';
import { quote } from './text.js';

export interface KnownDevice {
  readonly build: string;
  readonly model: string;
  /** Module of the class, relative to `src`, without extension. */
  readonly path: string;
  readonly className: string;
  /** What the names of its sections end with on the wire; those that only a configuration tells are not among them. */
  readonly endings: readonly string[];
}

export const registryDocs = ['The class of each model in each build, by build and model; loaded when asked for.'];

/** Build → model → the class. */
export function registryModule(header: readonly string[], devices: readonly KnownDevice[]): ModuleDraft {
  const code = new Code();
  const builds = [...new Set(devices.map(({ build }) => build))];
  code.block('', () => {
    for (const build of builds) {
      code.block(
        `${quote(build)}:`,
        () => {
          for (const device of devices.filter((candidate) => candidate.build === build)) {
            code.line(
              `${quote(device.model)}: () => import(${quote(`./${device.path}.js`)}).then((module) => module.${device.className}),`,
            );
          }
        },
        ',',
      );
    }
  });
  return {
    path: 'src/registry.ts',
    header,
    imports: [{ from: '@migspec/runtime', names: [{ name: 'DeviceClass', typeOnly: true }] }],
    declarations: [
      {
        kind: 'const',
        exported: true,
        name: 'registry',
        type: 'Readonly<Record<string, Readonly<Record<string, () => Promise<DeviceClass>>>>>',
        init: code.text.trimStart(),
        docs: registryDocs,
      },
      {
        kind: 'const',
        exported: true,
        name: 'sections',
        type: 'Readonly<Record<string, readonly string[]>>',
        init: dataLiteral(endingsByModel(devices)),
        docs: [
          'What the names of each model’s sections end with in a stream, in whatever build: tells which models a stream can need, before any is loaded.',
        ],
      },
    ],
  };
}

function endingsByModel(devices: readonly KnownDevice[]): Readonly<Record<string, readonly string[]>> {
  const models = [...new Set(devices.map(({ model }) => model))].sort();
  return Object.fromEntries(
    models.map((model) => [model, [...new Set(devices.flatMap((device) => (device.model === model ? device.endings : [])))].sort()]),
  );
}

/** Builds that have one model. */
export function modelIndex(
  path: string,
  header: readonly string[],
  devices: readonly (KnownDevice & { readonly file: string })[],
): ModuleDraft {
  const code = new Code();
  code.block('', () => {
    for (const device of devices) {
      code.line(`${quote(device.build)}: () => import(${quote(`./${device.file}.js`)}).then((module) => module.${device.className}),`);
    }
  });
  return {
    path,
    header,
    imports: [],
    declarations: [
      {
        kind: 'const',
        exported: true,
        name: 'builds',
        init: code.text.trimStart(),
        docs: ['The class of this model in each build; loaded when asked for.'],
      },
    ],
  };
}

export function machinesModule(header: readonly string[], spec: SpecIR): ModuleDraft {
  const implementations = [...spec.implementations].sort((a, b) => (a.name < b.name ? -1 : 1));
  const data = Object.fromEntries(
    implementations.flatMap((implementation) =>
      implementation.builds.map((build) => [`${implementation.name}@${build.name}`, machinesOf(spec, implementation, build)]),
    ),
  );
  return {
    path: 'src/machines.ts',
    header,
    imports: [{ from: '@migspec/runtime', names: [{ name: 'BuildMachines', typeOnly: true }] }],
    declarations: [
      {
        kind: 'const',
        exported: true,
        name: 'machines',
        type: 'Readonly<Record<string, BuildMachines>>',
        init: dataLiteral(data),
        docs: ['Device classes and machine types of each build, with expanded entries in order of application (later wins).'],
      },
    ],
  };
}

function machinesOf(spec: SpecIR, implementation: ImplementationIR, build: BuildIR) {
  return {
    implementation: implementation.name,
    aliases: build.alias === undefined ? [] : [`${implementation.name}@${build.alias}`],
    framing: implementation.framing,
    destination: implementation.destination,
    machineFacts: factsData(implementation.machineFacts),
    hostFacts: factsData(implementation.hostFacts),
    classes: Object.fromEntries(
      implementation.classes.map(({ name, parent, child, aliases, model }) => [name, { parent, child, aliases: [...aliases], model }]),
    ),
    machineTypes: Object.fromEntries(
      machineTables(spec, implementation, build).map(({ name, family, entries }) => [
        name,
        { family, entries: entries.map((entry) => ({ class: entry.class, property: entry.property, value: plain(entry.value) })) },
      ]),
    ),
  };
}

function factsData(facts: readonly FactIR[]) {
  return Object.fromEntries(
    facts.map(({ name, type, default: value, matrix }) => [
      name,
      {
        type: type.kind === 'flags' ? { ...type, names: Object.fromEntries(type.names.map((each) => [each.name, each.bit])) } : type,
        default: paramValue(type, value),
        matrix: matrix.map((each) => paramValue(type, each)),
      },
    ]),
  );
}

/** An entry has no type of its own: integers are numbers where that is exact. */
function plain(value: Value): boolean | number | bigint | string {
  if (value.kind !== 'int') return value.value;
  const exact = BigInt(value.value);
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
}

export function indexModule(header: readonly string[]): ModuleDraft {
  return {
    path: 'src/index.ts',
    header,
    imports: [],
    declarations: [
      { kind: 'export-all', from: './machines.js' },
      { kind: 'export-all', from: './registry.js' },
    ],
  };
}

/** Every model by its path, its builds below it, and the whole. */
export function packageModules(models: readonly string[]): Readonly<Record<string, string>> {
  const modules: Record<string, string> = { '': 'index' };
  for (const path of [...models].sort()) {
    modules[path] = `${path}/index`;
    modules[`${path}/*`] = `${path}/*`;
  }
  return modules;
}
