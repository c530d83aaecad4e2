/**
 * What the table must cover. Where the sources have a list, the list is read from there: a new rule, outcome, law, record or
 * field kind is missing here until somebody sabotages it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The verdict's rules as the design numbers them. */
const rules = ['rule 0', 'rule 1', 'rule 2', 'rule 3', 'rule 4', 'rule 5', 'rule 6', 'rule 7', 'rule 8'];

/** Each once in the check (it foretells) and once in the codec (it refuses). */
const bounds = ['min', 'max', 'own equal', 'own at-most', 'own masked', 'negotiated', 'reserved'];
bounds.push('capacity', 'count', 'enum', 'padding', 'invariant');
/** Only bytes can break these. */
const codecBounds = ['bool', 'string', 'trailing bytes', 'truncation', 'element', 'marker'];

/** Where expressions decide something. Those that the check reads too are sabotaged on both sides. */
const uses = ['needed', 'when', 'absent', 'optional', 'constraint', 'migratable', 'accepted versions'];
uses.push('hidden', 'derived', 'ram', 'after');
const otherUses = [
  'check depends',
  'check witness',
  'check observable',
  'codec observable',
  'codec reset',
  'codec default',
  'codec judge',
  'field shared',
];

/** A kind of record is read and written. */
const qemuRecords = ['header', 'configuration', 'section start', 'section part', 'section end', 'section full', 'footer', 'EOF'];
qemuRecords.push('description', 'command', 'RAM page', 'RAM zero', 'RAM blocks', 'RAM end');

const integers = ['8', '16 big', '16 little', '32 big', '32 little', '64 big', '64 little', 'signed'];

/** What a Kaitai description must say for its readers to take the same bytes. */
const ksy = ['count', 'bool', 'enum', 'string', 'padding', 'reserved', 'min', 'max', 'byte order', 'sign', '64 bits'];
ksy.push('subsection version', 'subsection qemu', 'subsection native', 'wide comparison', 'bit 31', 'text', 'ids', 'list');

/** All names that some entry must cover. */
export function wanted(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const files = (folder, except = []) =>
    readdirSync(join(root, folder)).flatMap((file) => (except.includes(file) ? [] : [`${folder}/${file}`]));
  const fieldKinds = listed(read('generator/src/ir/layout.ts'), /export type FieldType =([\s\S]*?);\n\n/, /kind: '([\w-]+)'/g);
  const both = (area, names) => names.flatMap((name) => [`${area} ${name} read`, `${area} ${name} written`]);
  return [
    ...ksy.map((name) => `ksy ${name}`),
    ...rules,
    ...files('packages/compat/src/check/rules'),
    ...files('packages/compat/src/check/layout'),
    ...files('packages/compat/src/check/silent'),
    ...files('packages/compat/src/formats', [
      'build.ts',
      'form.ts',
      'forms.ts',
      'ranges.ts',
      'reader.ts',
      'silence.ts',
      'text-values.ts',
      'version-names.ts',
    ]),
    ...listed(read('packages/emulator/src/hop.ts'), /export type HopOutcome =([\s\S]*?);/, /'([\w-]+)'/g).map((name) => `outcome ${name}`),
    ...files('conformance/src/laws', ['all.ts', 'law.ts']),
    ...files('packages/emulator/src/orchestration/protocols', ['all.ts']),
    ...listed(read('packages/emulator/src/orchestration/judge.ts'), /export type Invariant =([\s\S]*?);\n\n/, /'([\w-]+)'/g).map(
      (name) => `invariant ${name}`,
    ),
    ...files('generator/src/lint', ['constants.ts', 'decide.ts', 'expansion.ts', 'layouts.ts', 'lint.ts', 'named.ts', 'rule.ts']),
    ...changeRules(root),
    ...listed(read('packages/capabilities/src/document.ts'), /readonly compare: (.*'ignore');/, /'([\w-]+)'/g).map(
      (name) => `param ${name}`,
    ),
    ...files('packages/cli/src/formats', ['finding.ts', 'format.ts', 'diagnostics.ts', 'conformance.ts']),
    ...[...bounds, ...uses].flatMap((name) => [`check ${name}`, `codec ${name}`]),
    ...[...codecBounds.map((name) => `codec ${name}`), ...otherUses],
    ...both('native', ['HEADER', ...listed(read('packages/runtime/src/framing/native/format.ts'), /recordKinds = \{(.*?)\}/, /(\w+):/g)]),
    ...both('qemu', qemuRecords),
    ...both('field', [...new Set(fieldKinds.filter((kind) => kind !== 'int' && kind !== 'array' && kind !== 'struct'))]),
    ...both('field', [
      ...integers.map((name) => `int ${name}`),
      'fixed array',
      'counted array',
      'marked list',
      'fixed struct',
      'varying struct',
    ]),
    ...both('field', ['filler', 'subsection native', 'subsection qemu']),
  ];
}

/** Every rule about changes between two states; what they share is no rule. */
function changeRules(root) {
  const folder = 'generator/src/diff/rules';
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && /: BreakingRule = \{\n {2}code: \w+\./.test(readFileSync(join(root, path), 'utf8')));
}

/** What an entry covers: what it says, and the file that it is about. */
export function covered({ covers, file }) {
  return [...covers, file];
}

function listed(text, where, each) {
  const found = [...(where.exec(text)?.[1] ?? '').matchAll(each)].map(([, name]) => name);
  if (found.length === 0) throw new Error(`nothing is listed at ${where}`);
  return found;
}
