/** Documents that forms are tried on: every build of the spec, some on hosts, and one with all that is awkward. */
import { builds, type CapabilityDocument, type DocumentModel, loadDocument } from '@migspec/capabilities';
import { fingerprint } from '../../src/document/configuration.js';
import { documentForHost } from '../../src/document/host.js';
import { parseValue } from '../../src/values.js';
import { document, ex, int, model, parameter } from '../documents.js';

const onHost = (build: string, facts: Parameters<typeof documentForHost>[1]): CapabilityDocument => {
  const made = documentForHost(loadDocument(build) as CapabilityDocument, facts, 'boot 1');
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
};

const u64 = { kind: 'int', bits: 64, signed: false } as const;
const i8 = { kind: 'int', bits: 8, signed: true } as const;
const long = `example.org/${'x'.repeat(300)}`;

const awkwardParams: DocumentModel['params'] = [
  parameter('signed', i8, {
    off: 0,
    default: ex(int(-5)),
    range: { items: [{ min: '-5', max: '-1' }, { value: '0' }] },
    doc: 'Below 0.',
    unit: '°C',
  }),
  parameter('huge', u64, { off: '18446744073709551615', default: ex(int(2n ** 63n)), range: { items: [] } }),
  parameter(
    'dashed',
    { kind: 'string' },
    {
      id: 'text',
      off: '',
      default: ex({ op: 'string', value: '0-255' }),
      range: { items: [{ value: '0-255' }, { value: 'a<b&"c' }, { value: '' }] },
      guestVisible: false,
    },
  ),
  parameter('free', { kind: 'string' }, { off: '', default: ex({ op: 'string', value: 'ünï' }) }),
  parameter('choice', { kind: 'enum', values: ['slow', 'fast'] }, { off: 'slow', default: ex({ op: 'string', value: 'fast' }) }),
  parameter('only', { kind: 'bool' }, { default: ex({ op: 'bool', value: true }), range: { items: [{ value: 'true' }] } }),
  parameter('stepped', u64, { off: 0, default: ex(int(32)), range: { items: [{ min: '0', max: '64' }], multipleOf: '16' } }),
  parameter('powers', u64, {
    off: 1,
    default: ex(int(8)),
    range: { items: [{ min: '1', max: '18446744073709551615' }], powerOfTwo: true },
  }),
  parameter('many', u64, { off: 0, default: ex(int(0)), range: { items: [{ min: '0', max: '1000000' }], multipleOf: '7' } }),
  parameter(
    'bits',
    {
      kind: 'flags',
      bits: 64,
      names: [
        { name: 'low', bit: 0 },
        { name: 'high', bit: 63 },
      ],
    },
    {
      off: 0,
      default: ex(int(1)),
      range: { items: [], mask: '0x8000000000000001' },
    },
  ),
  parameter('plain-bits', { kind: 'flags', bits: 32, names: [] }, { off: 0, default: ex(int(0)), compare: 'subset', settable: 'running' }),
  parameter('never', i8, { default: ex(int(3)), range: { items: [{ min: '1', max: '0' }] }, resolves: 'reset', hostFact: 'f' }),
];

const values = {
  signed: -3,
  huge: '9223372036854775808',
  dashed: 'a<b&"c',
  free: "it's = fine",
  choice: 'fast',
  only: true,
  stepped: 48,
  powers: '9223372036854775808',
  many: 14,
  bits: '9223372036854775809',
  'plain-bits': 3,
  never: 3,
};

const version = (modelId: string, params: DocumentModel['params'], said: Omit<DocumentModel['versions'][number], 'fingerprint'>) => {
  const typed = params.map(({ name, type }) => [name, parseValue(type, (said.values as typeof values)[name as keyof typeof values])]);
  return { ...said, fingerprint: fingerprint(modelId, model({ params }), Object.fromEntries(typed)) };
};

const truth = ex({ op: 'bool', value: true });

export const awkward: CapabilityDocument = document(
  'awkward@1.0-rc.1+x_y',
  {
    [long]: model({
      title: `A <long> & "quoted" name's`,
      revision: 'r9',
      params: awkwardParams,
      retired: [{ id: 'gone', name: 'gone', type: { kind: 'bool' }, implied: true }],
      versions: [
        version(long, awkwardParams, { name: '2', lifecycle: 'current', values }),
        version(long, awkwardParams, { name: `v.${'1'.repeat(150)}-`, lifecycle: 'deprecated', removedIn: '2.0', instead: '2', values }),
      ],
      removedVersions: [{ name: '0', removedIn: '1.0' }],
    }),
    'example.org/Opaque_One': model({
      stateVersions: ['6.3', `${'7'.repeat(150)}.`, '5.1', '5.0'],
      minimum: '5.1',
      opaque: { maxSize: 4096 },
    }),
    '/.': model({ stateVersions: [], versions: [version('/.', [], { name: '/', values: {} })], opaque: { maxSize: 1 } }),
    [`example.org/${'y'.repeat(40)}`]: model({
      versions: [version(`example.org/${'y'.repeat(40)}`, [], { name: `long-${'2'.repeat(40)}`, values: {} })],
    }),
    'never.example/net': model({
      migratable: { when: ex({ op: 'bool', value: false }), reason: 'hardware' },
      invariants: [truth],
      ram: [{ name: ['rom'], size: ex(int(4096)) }],
      stateVersions: ['2', '1'],
      minimum: '2',
      opaque: { maxSize: 9 },
      versions: [version('never.example/net', [], { name: 'only', values: {} })],
    }),
  },
  { aliases: ['1.0', 'one'], released: '2026-01-02' },
);

/** A version whose values the host does not allow. */
export const narrowed = onHost('kvm-2025@8.2', { 'link-speed': 1000, 'pv-eoi': false, 'most-queue-pairs': 1, 'kernel-offloads': 'csum' });

export const corpus: readonly CapabilityDocument[] = [
  ...builds.map((build) => loadDocument(build) as CapabilityDocument),
  narrowed,
  onHost('vfio-user-2020@vendor-a-2', { 'link-speed': 1000 }),
  awkward,
];
