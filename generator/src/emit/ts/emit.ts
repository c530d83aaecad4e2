/** The package of device classes: a module for each model and build, shared modules for sections and structs that are the same. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { FactIR, SpecIR } from '../../ir/spec.js';
import { planDevice } from '../../plan/plan-device.js';
import { inOrder, SharedModules } from '../builds.js';
import { fileName, modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { inWorkspace, packageJson } from '../package-json.js';
import { tsconfigFile } from '../tsconfig.js';
import { binFile, binName, programNeeds } from './bin.js';
import { deviceModule } from './device-module.js';
import type { ModuleDraft } from './draft.js';
import { structName } from './field-types.js';
import { type LayoutModule, sectionModule, structModule } from './layout-module.js';
import type { DeviceInput, StructLinks } from './module.js';
import { indexModule, type KnownDevice, machinesModule, modelIndex, packageModules, registryModule } from './package.js';
import { ModulePrinter } from './print.js';
import { nameEnding } from './section-descriptor.js';
import { commentLine } from './text.js';

export interface TypescriptInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
  readonly packageName: string;
  /** What package.json asks of the runtime; default: the workspace's in packages of this project, else any. */
  readonly runtime?: string;
}

/** Throws PlanError for a layout that cannot be coded. */
export function emitTypescript(input: TypescriptInput): EmittedFile[] {
  const { spec, snapshots, packageName } = input;
  const files: EmittedFile[] = [];
  const devices: KnownDevice[] = [];
  const printer = new ModulePrinter();
  const models = new Map<string, SnapshotIR[]>();
  for (const snapshot of inOrder(spec, snapshots)) {
    const path = modelPath(snapshot.path);
    models.set(path, [...(models.get(path) ?? []), snapshot]);
  }
  for (const [path, builds] of [...models].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const model = emitModel(spec, path, builds, printer);
    files.push(...model.files);
    devices.push(...model.devices);
  }
  const all = header('the whole spec');
  const whole = [registryModule(all, [...devices].sort(byBuild)), machinesModule(all, spec), indexModule(all)];
  const workspace = inWorkspace(packageName);
  const runtime = input.runtime ?? (workspace ? 'workspace:*' : '*');
  return [
    ...files,
    ...whole.map((draft) => printer.print(draft)),
    binFile(packageName, all),
    packageJson({
      name: packageName,
      description: 'Device classes and migration stream codecs, generated from a migspec spec',
      modules: packageModules([...models.keys()]),
      files: ['dist', 'src', 'bin'],
      dependencies: { '@migspec/runtime': runtime },
      program: { name: binName(packageName), file: 'bin/device.js', needs: programNeeds(packageName) },
      usesNode: false,
    }),
    ...(workspace ? [] : [tsconfigFile([])]),
  ];
}

interface EmittedModel {
  readonly files: readonly EmittedFile[];
  readonly devices: readonly KnownDevice[];
}

/** By the first snapshot, what came of it together with these others and these facts. */
const emitted = new WeakMap<SnapshotIR, { readonly builds: readonly SnapshotIR[]; readonly facts: string; readonly model: EmittedModel }>();

function emitModel(spec: SpecIR, path: string, builds: readonly SnapshotIR[], printer: ModulePrinter): EmittedModel {
  const [first] = builds;
  const facts = JSON.stringify(builds.map(({ implementation }) => factsOf(spec, implementation)));
  const known = first === undefined ? undefined : emitted.get(first);
  if (known?.facts === facts && known.builds.length === builds.length && known.builds.every((each, i) => each === builds[i]))
    return known.model;
  const { drafts, devices } = new ModelEmitter(spec, path, builds);
  const model = { files: drafts.map((draft) => printer.print(draft)), devices };
  if (first !== undefined) emitted.set(first, { builds, facts, model });
  return model;
}

function factsOf(spec: SpecIR, implementation: string) {
  const { machineFacts = [], hostFacts = [] } = spec.implementations.find(({ name }) => name === implementation) ?? {};
  return { machineFacts, hostFacts };
}

class ModelEmitter {
  readonly drafts: ModuleDraft[] = [];
  readonly devices: (KnownDevice & { readonly file: string })[] = [];
  readonly #path: string;
  readonly #spec: SpecIR;
  readonly #header: readonly string[];
  readonly #shared = new SharedModules<LayoutModule>(({ imports, declarations }) => JSON.stringify([imports, declarations]));

  constructor(spec: SpecIR, path: string, builds: readonly SnapshotIR[]) {
    this.#spec = spec;
    this.#path = path;
    this.#header = header(`models/${builds[0]?.path ?? path}.yaml`);
    for (const snapshot of builds) this.#device(snapshot);
    for (const [name, { imports, declarations }] of this.#shared.modules) {
      this.drafts.push({ path: `src/${path}/${name}.ts`, header: this.#header, imports, declarations });
    }
    this.drafts.push(modelIndex(`src/${path}/index.ts`, this.#header, this.devices));
  }

  #device(snapshot: SnapshotIR): void {
    const { machineFacts, hostFacts } = factsOf(this.#spec, snapshot.implementation);
    const byName = (facts: readonly FactIR[]) => new Map(facts.map((fact) => [fact.name, fact]));
    const input: DeviceInput = { snapshot, machineFacts: byName(machineFacts), hostFacts: byName(hostFacts) };
    const plan = planDevice(snapshot);
    const files = new Map<string, string>();
    const structs = new Map<string, LayoutModule>();
    const links = (from: 'structs' | 'layouts' | '', self?: string): StructLinks => ({
      plan: (id) => plan.structs.find((struct) => struct.id === id),
      params: (id) => structs.get(id)?.params ?? [],
      fails: (id, verb) => structs.get(id)?.failing.has(`${verb}${structName(id)}`) !== false,
      path: (id) => (id === self ? '' : relative(from, files.get(id) ?? '')),
    });
    for (const struct of plan.structs) {
      const module = structModule(input, struct, links('structs', struct.id));
      structs.set(struct.id, module);
      files.set(struct.id, this.#shared.name(`structs/${structName(struct.id)}`, module));
    }
    const layouts = new Map<string, string>();
    for (const section of plan.sections) {
      layouts.set(section.id, this.#shared.name(`layouts/${fileName(section.id)}`, sectionModule(input, section, links('layouts'))));
    }
    const { className, ...module } = deviceModule(input, plan, links(''), (section) => `./${layouts.get(section)}.js`);
    const file = fileName(snapshot.buildId);
    this.drafts.push({ path: `src/${this.#path}/${file}.ts`, header: this.#header, ...module });
    const endings = plan.sections.flatMap(({ name }) => nameEnding(name) ?? []);
    this.devices.push({ build: snapshot.buildId, model: snapshot.model, path: `${this.#path}/${file}`, file, className, endings });
  }
}

function relative(from: 'structs' | 'layouts' | '', file: string): string {
  if (from === 'structs') return `./${file.replace(/^structs\//, '')}.js`;
  return from === 'layouts' ? `../${file}.js` : `./${file}.js`;
}

function byBuild(a: KnownDevice, b: KnownDevice): number {
  if (a.build !== b.build) return a.build < b.build ? -1 : 1;
  return a.model < b.model ? -1 : 1;
}

function header(source: string): string[] {
  return [
    commentLine(`@generated by \`migspec generate\` from ${source}. Do not edit: change the spec and generate again.`).replace('\\@', '@'),
  ];
}
