/** A sheet as tables that people read, at most 100 columns wide. */
import type { BuildSheet, SectionSheet, Sheet } from './sheet.js';
import { textTable, wrapped } from './text-table.js';

/** `whole`: layouts with structs opened, and words for people; without it only what stands outermost. */
export function sheetText(sheet: Sheet, whole: boolean): string {
  const blocks = [
    heading(sheet),
    ...(sheet.builds.length === 0 ? [['No build knows it.']] : []),
    table(
      'Builds',
      ['build', 'revision', 'framing', 'migratable'],
      sheet.builds.map(({ build, revision, framing, migratable }) => [build, revision, framing, migratable]),
    ),
    table('Params', ['param', 'type', 'off', 'in builds', 'accepts, and what a new device gets'], params(sheet)),
    list('Constraints', sheet, ({ constraints }) => constraints),
    table('Versions', ['version', 'in builds', 'params'], versions(sheet)),
    table('State versions', ['in builds', 'in preferred order'], stateVersions(sheet)),
    table('Observables', ['observable', 'in builds', 'what the guest reads'], observables(sheet)),
    table('Machine types', ['machine type', 'in builds', 'sets'], machineTypes(sheet)),
    ...sections(sheet, whole),
    table(
      'Hidden state',
      ['variable', 'in builds', 'after a load'],
      byName(sheet, ({ hidden }) => hidden.map(({ name, afterLoad }) => [name, afterLoad] as const)),
    ),
    table(
      'RAM blocks',
      ['block', 'in builds', 'bytes'],
      byName(sheet, ({ ram }) => ram.map(({ name, size }) => [name, size] as const)),
    ),
    list('After a load must hold', sheet, ({ invariants }) => invariants),
    table(
      'Errata',
      ['erratum', 'in builds', ''],
      byName(sheet, ({ errata }) => errata.map((name) => [name, ''] as const)),
    ),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ model, title, doc }: Sheet): readonly string[] {
  return [model, ...(title === undefined ? [] : wrapped(title, '', '')), ...(doc === undefined ? [] : ['', ...wrapped(doc, '', '')])];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [title, ...textTable(head, rows)];
}

/** One row for each group of builds that say the same; the name stands once. */
function params(sheet: Sheet): readonly (readonly string[])[] {
  const names = [...new Set(sheet.builds.flatMap((build) => [...build.params, ...build.unknown].map(({ name }) => name)))];
  return names.flatMap((name) => {
    const groups = grouped(sheet, (build) => {
      const param = build.params.find((each) => each.name === name);
      if (param !== undefined) {
        const accepts = [param.range ?? '', param.unit ?? ''].filter((text) => text !== '').join(' ');
        const notes = [
          param.guestVisible ? '' : 'state only',
          param.compare === 'equal' ? '' : `compares as ${param.compare}`,
          param.resolves === 'create' ? '' : `decided at ${param.resolves}`,
          param.settable === 'create' ? '' : `settable while ${param.settable}`,
          param.hostFact === undefined ? '' : `host fact ${param.hostFact}`,
        ].filter((text) => text !== '');
        return [
          param.type,
          param.off ?? '(none)',
          [accepts, `default ${param.default}`, ...notes].filter((text) => text !== '').join('; '),
        ];
      }
      const unknown = build.unknown.find((each) => each.name === name);
      return unknown === undefined
        ? undefined
        : ['', '', `${unknown.why}${unknown.actsAs === undefined ? '' : `; acts as ${unknown.actsAs}`}`];
    });
    return groups.map(({ builds, value: [type = '', off = '', text = ''] }, index) => [index === 0 ? name : '', type, off, builds, text]);
  });
}

function versions(sheet: Sheet): readonly (readonly string[])[] {
  return byName(sheet, (build) =>
    build.versions.map(
      ({ name, deprecated, values }) => [name, `${assignments(values) || '(no params)'}${announced(deprecated)}`] as const,
    ),
  );
}

function announced(deprecated: Sheet['builds'][number]['versions'][number]['deprecated']): string {
  if (deprecated === undefined) return '';
  const { removedIn, instead } = deprecated;
  const said = [removedIn === undefined ? '' : `gone from ${removedIn}`, instead === undefined ? '' : `instead ${instead}`];
  return ` (${['deprecated', ...said].filter((each) => each !== '').join(', ')})`;
}

function stateVersions(sheet: Sheet): readonly (readonly string[])[] {
  return grouped(sheet, (build) => (build.stateVersions.length === 0 ? undefined : [build.stateVersions.join(', ')])).map(
    ({ builds, value }) => [builds, ...value],
  );
}

function observables(sheet: Sheet): readonly (readonly string[])[] {
  return byName(sheet, (build) =>
    build.observables.map(({ name, value, volatile }) => [name, volatile ? `${value} (not compared)` : value] as const),
  );
}

function machineTypes(sheet: Sheet): readonly (readonly string[])[] {
  return byName(sheet, (build) => build.machineTypes.map(({ type, values }) => [type, assignments(values) || '(defaults)'] as const));
}

function assignments(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Rules with the builds that have them. */
function list(title: string, sheet: Sheet, of: (build: BuildSheet) => readonly string[]): readonly string[] {
  return table(
    title,
    ['in builds', 'rule'],
    byName(sheet, (build) => of(build).map((rule) => [rule, ''] as const)).map(([rule = '', builds = '']) => [builds, rule]),
  );
}

function sections(sheet: Sheet, whole: boolean): readonly (readonly string[])[] {
  const ids = [...new Set(sheet.builds.flatMap((build) => build.sections.map(({ id }) => id)))];
  return ids.flatMap((id) =>
    grouped(sheet, (build) => {
      const section = build.sections.find((each) => each.id === id);
      return section === undefined ? undefined : sectionLines(section, whole);
    }).map(({ builds, value }) => [...wrapped(`Section ${id} in ${builds}`, '', '  '), ...value]),
  );
}

function sectionLines(section: SectionSheet, whole: boolean): readonly string[] {
  const { name, instance, version, minimum, optional, invariants, layout } = section;
  const accepted = minimum === version ? '' : ` (${minimum} to ${version} are read)`;
  const facts = [
    `on the wire ${name}`,
    `instance ${instance}`,
    `version ${version}${accepted}`,
    ...(optional === 'false' ? [] : [`optional: ${optional}`]),
  ];
  const shown = layout.filter(({ depth }) => whole || depth === 0);
  const rows = shown.map(({ depth, offset, size, field, type, note }) => {
    const guide = '| '.repeat(depth);
    return note === undefined ? [offset ?? '', size ?? '', `${guide}${field ?? ''}`, type ?? ''] : ['', '', `${guide}+`, note];
  });
  return [
    ...wrapped(facts.join(', '), '  ', '  '),
    ...textTable(['offset', 'bytes', 'field', 'type'], rows),
    ...invariants.flatMap((rule) => wrapped(`must hold: ${rule}`, '  ', '    ')),
    ...(shown.length === layout.length ? [] : [`  ${layout.length - shown.length} lines deeper in: --build BUILD opens them`]),
  ];
}

/** What builds have under names: one row for each name and group of builds that say the same of it. */
function byName(
  sheet: Sheet,
  of: (build: BuildSheet) => readonly (readonly [name: string, text: string])[],
): readonly (readonly string[])[] {
  const names = [...new Set(sheet.builds.flatMap((build) => of(build).map(([name]) => name)))];
  return names.flatMap((name) =>
    grouped(sheet, (build) => {
      const found = of(build).find(([each]) => each === name);
      return found === undefined ? undefined : [found[1]];
    }).map(({ builds, value: [text = ''] }, index) => [index === 0 ? name : '', builds, text]),
  );
}

interface Group {
  readonly builds: string;
  readonly value: readonly string[];
}

/** Builds that say the same, newest first; the implementation is named once. */
function grouped(sheet: Sheet, of: (build: BuildSheet) => readonly string[] | undefined): readonly Group[] {
  const groups = new Map<string, { value: readonly string[]; members: BuildSheet[] }>();
  for (const build of sheet.builds) {
    const value = of(build);
    if (value === undefined) continue;
    const key = value.join('\n');
    const group = groups.get(key) ?? { value, members: [] };
    group.members.push(build);
    groups.set(key, group);
  }
  return [...groups.values()].reverse().map(({ value, members }) => ({
    builds: members.length > 1 && members.length === sheet.builds.length ? 'all builds' : label(members),
    value,
  }));
}

function label(members: readonly BuildSheet[]): string {
  let before = '';
  return members
    .map(({ build, implementation }) => {
      const text = implementation === before ? build.slice(implementation.length + 1) : build;
      before = implementation;
      return text;
    })
    .join(', ');
}
