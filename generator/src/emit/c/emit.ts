/** The package of C codecs: a runtime, a header and a source for each layout, and an index of every section of every build. */
import { Kept } from '../../ir/kept.js';
import { remembered } from '../../ir/remembered.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { FactIR, SpecIR } from '../../ir/spec.js';
import { planDevice } from '../../plan/plan-device.js';
import { inOrder, SharedModules } from '../builds.js';
import { fileName, modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { buildHeader, indexFiles, type KnownCodec } from './index-files.js';
import { type LayoutFiles, layoutFiles } from './layout-files.js';
import { packageFile, readmeFile } from './package.js';
import { runtimeHeader } from './runtime/header.js';
import { runtimeSource } from './runtime/source.js';
import { fieldTables, tableIndex } from './tables.js';
import { comment, commentLine, identifierOf, Names, prefixMark, upper, upperMark } from './text.js';

export interface CInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
  readonly packageName: string;
}

/** Throws PlanError for a layout that cannot be coded, or not exactly in C. */
export function emitC(input: CInput): EmittedFile[] {
  const { spec, snapshots, packageName } = input;
  const shared = new SharedModules<LayoutFiles>(contentOf);
  const codecs: { readonly snapshot: SnapshotIR; readonly section: string; readonly file: string }[] = [];
  for (const snapshot of inOrder(spec, snapshots)) {
    const implementation = spec.implementations.find(({ name }) => name === snapshot.implementation);
    const facts = { machine: implementation?.machineFacts ?? [], host: implementation?.hostFacts ?? [] };
    const path = modelPath(snapshot.path);
    for (const files of layoutsOf(snapshot, facts)) {
      const section = files.layout.section.id;
      codecs.push({ snapshot, section, file: shared.name(`${path}/${fileName(section)}`, files) });
    }
  }
  const prefixes = prefixesOf([...shared.modules]);
  const known: KnownCodec[] = codecs.map(({ snapshot, section, file }) => ({
    model: snapshot.model,
    build: snapshot.buildId,
    section,
    framing: snapshot.framing,
    file,
    prefix: prefixes.get(file) ?? '',
  }));
  const all = banner('the whole spec');
  const sources = [...shared.modules].flatMap(([file, files]) => filesOf(files, file, prefixes.get(file) ?? ''));
  const builds = [...new Set(known.map(({ build }) => build))].map((build) =>
    buildHeader(
      all,
      build,
      known.filter((codec) => codec.build === build),
    ),
  );
  return [
    { path: 'include/migspec.h', text: runtimeHeader(all) },
    { path: 'src/migspec.c', text: runtimeSource(all) },
    ...sources,
    ...builds,
    ...indexFiles(all, known),
    tableIndex(all, [...prefixes.values()]),
    readmeFile(packageName, known),
    packageFile(packageName),
  ];
}

const layouts = new Kept<readonly LayoutFiles[]>();

/** One for each section. */
function layoutsOf(
  snapshot: SnapshotIR,
  facts: { readonly machine: readonly FactIR[]; readonly host: readonly FactIR[] },
): readonly LayoutFiles[] {
  return layouts.of(snapshot, [JSON.stringify(facts)], () => {
    const byName = (list: readonly FactIR[]) => new Map(list.map((fact) => [fact.name, fact]));
    const [machineFacts, hostFacts] = [byName(facts.machine), byName(facts.host)];
    const plan = planDevice(snapshot);
    return plan.sections.map((section) => layoutFiles({ snapshot, plan, section, machineFacts, hostFacts }));
  });
}

const contentOf = remembered(({ header, source }: LayoutFiles) => JSON.stringify([header, source]));

const numbered = new Kept<readonly EmittedFile[]>();

/** The files of a layout under its number. */
function filesOf(files: LayoutFiles, file: string, prefix: string): readonly EmittedFile[] {
  return numbered.of(files, [file, prefix], () => {
    const { layout, header, source } = files;
    const top = banner(`models/${layout.snapshot.path}.yaml`);
    return [
      { path: `include/migspec/${file}.h`, text: named(headerFile(top, header, file), prefix) },
      {
        path: `src/${file}.c`,
        text: named([...top, `#include "migspec/${file}.h"`, '', '#include <string.h>', '', source, ''].join('\n'), prefix),
      },
      { path: `testee/${file}.c`, text: named(fieldTables(layout, top, file), prefix) },
    ];
  });
}

function headerFile(top: readonly string[], header: string, file: string): string {
  const guard = `MIGSPEC_${upper(file)}_H`;
  return [
    ...top,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    '',
    '#include "migspec.h"',
    '',
    '#ifdef __cplusplus',
    'extern "C" {',
    '#endif',
    '',
    header,
    '',
    '#ifdef __cplusplus',
    '}',
    '#endif',
    '',
    '#endif',
    '',
  ].join('\n');
}

const named = (text: string, prefix: string): string => text.replaceAll(prefixMark, prefix).replaceAll(upperMark, prefix.toUpperCase());

/** What names of each layout begin with: `qemu_virtio_blk_4` for `qemu.org/devices/virtio-blk/virtio-blk.4`. */
function prefixesOf(layouts: readonly (readonly [file: string, files: LayoutFiles])[]): ReadonlyMap<string, string> {
  const names = new Names('names');
  // Upper and lower case meet in the names of constants.
  return new Map(layouts.map(([file, { layout }]) => [file, names.take(prefixOf(file, layout.section.id))]));
}

function prefixOf(file: string, section: string): string {
  const parts = file.split('/').slice(0, -1);
  const number = file.slice(file.lastIndexOf('.') + 1);
  const model = identifierOf(parts.at(-1) ?? '');
  const owner = identifierOf(parts.length > 1 ? (parts[0]?.split('.')[0] ?? '') : '');
  const own = identifierOf(section);
  return [...(parts.length > 1 ? [owner] : []), model, ...(own === model ? [] : [own]), number].join('_').toLowerCase();
}

function banner(source: string): string[] {
  return [...comment([commentLine(`@generated by \`migspec generate\` from ${source}. Do not edit: change the spec and generate again.`)])];
}
