/** The header of a layout: configuration, types, constants, and the functions a caller uses. */
import type { SnapshotField } from '../../ir/snapshot.js';
import { allVariables } from '../../plan/plan-layout.js';
import { fieldFacts } from '../fields.js';
import type { ConfigMember, Layout } from './layout.js';
import { headers } from './source.js';
import { comment, commentLine, commentLines, prefixMark, upperMark } from './text.js';
import { paramType } from './types.js';

export function printHeader(layout: Layout): string {
  const { section } = layout;
  const structs = layout.declaredStructs;
  const head = headers(layout);
  const plain = section.name.filter((part) => typeof part === 'string').join('');
  const parts: (readonly string[])[] = [
    comment([
      commentLine(`Section ${section.id} of ${layout.snapshot.model}, framing ${layout.snapshot.framing}.`),
      ...(section.doc === undefined ? [] : ['', ...commentLines(section.doc)]),
      ...(plain === '' ? [] : ['', commentLine(nameText(section.name))]),
    ]),
    [`#define ${upperMark}_VERSION ${section.version}u`, `#define ${upperMark}_MINIMUM ${section.minimum}u`],
    layout.enums.definitions(),
    configuration(layout),
    layout.types.definitions(''),
    ...structs.flatMap((plan) => {
      const members = layout.structMembers(plan.id);
      const type = layout.structType(plan.id);
      const doc = plan.doc === undefined ? [commentLine(`Struct ${plan.id}.`)] : commentLines(plan.doc);
      return [
        struct(
          layout,
          type,
          doc,
          allVariables(plan).map((field) => [field, members.get(field.name) ?? ''] as const),
        ),
        layout.types.definitions(plan.id),
      ];
    }),
    struct(
      layout,
      layout.stateType,
      [commentLine(`Variables of section ${section.id}.`)],
      allVariables(section).map((field) => [field, layout.stateMember(field.name)] as const),
    ),
    layout.around.size === 0
      ? []
      : struct(
          layout,
          layout.aroundType,
          ['Variables of other sections that this one looks at.'],
          [...layout.around.values()].map(({ field, member }) => [field, member] as const),
        ),
    [...comment(['The values after creation and reset. Lists and bytes lie in the arena.', 'Codes: NO_MEMORY.']), `${head.reset};`],
    [
      ...comment([
        'Decodes a payload of that version. Bytes and texts of the state point into the payload, which must stay; lists lie in the',
        'arena. With used = NULL the payload must end with the section, else *used is where it ends. After any code but OK the',
        'state holds nothing to be used.',
      ]),
      `${head.decode};`,
    ],
    [
      ...comment([
        'Encodes at the current version. *length (may be NULL) is how long the encoded form is; with bytes = NULL nothing is',
        'written. Codes: STATE_INVALID, NO_SPACE.',
      ]),
      `${head.encode};`,
    ],
    [`extern const migspec_layout ${prefixMark}_layout;`],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function nameText(name: Layout['section']['name']): string {
  return `Its name on the wire: ${name.map((part) => (typeof part === 'string' ? part : `{${part.text}}`)).join('')}`;
}

function configuration(layout: Layout): string[] {
  const members = (name: string, of: ReadonlyMap<string, ConfigMember>): string[] => {
    const sorted = [...of.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (sorted.length === 0) return [];
    return ['  struct {', ...sorted.map(({ member, type }) => `    ${paramType(type)} ${member};`), `  } ${name};`];
  };
  return [
    ...comment(['What the codec looks at besides the bytes: effective values of params, facts of the machine and of the host.']),
    `typedef struct ${layout.configType} {`,
    '  /*',
    '   * The bytes are only looked at: what needs the configuration to be judged (comparisons with own values, negotiated',
    '   * features, bounds and rules that read params or facts) is not.',
    '   */',
    '  bool inspect;',
    ...members('params', layout.params),
    ...members('machine', layout.machine),
    ...members('host', layout.host),
    `} ${layout.configType};`,
  ];
}

function struct(layout: Layout, name: string, doc: readonly string[], fields: readonly (readonly [SnapshotField, string])[]): string[] {
  const members = fields.flatMap(([field, member]) => {
    const docs = [...(field.doc === undefined ? [] : commentLines(field.doc)), commentLine(fieldFacts(field))];
    return [...comment(docs).map((line) => `  ${line}`), `  ${layout.types.declare(field.type, member)};`];
  });
  return [...comment(doc), `typedef struct ${name} {`, ...(members.length === 0 ? ['  char nothing;'] : members), `} ${name};`];
}
