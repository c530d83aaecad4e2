// Streams that every reader accepts, with the JSON that it makes of them.
import { optional, Stream, utf8 } from './bytes.mjs';

const empty = { format: '1.0', features: { critical: 0, optional: 0 }, machine: { type: null, facts: [] }, devices: [] };

const plain = {
  model: 'example.org/a',
  build: 'example@1.0',
  path: '',
  instance: 0,
  version: null,
  fingerprint: null,
  params: [],
  sections: [],
};
const plainSection = { name: 'a', instance: 0, version: 1, optional: false, payload: '00' };

const values = [
  { type: 'bool', value: false },
  { type: 'bool', value: true },
  { type: 'u8', value: 0 },
  { type: 'u8', value: 255 },
  { type: 'u16', value: 0 },
  { type: 'u16', value: 65535 },
  { type: 'u32', value: 0 },
  { type: 'u32', value: 4294967295 },
  { type: 'u64', value: '0' },
  { type: 'u64', value: '9007199254740993' },
  { type: 'u64', value: '18446744073709551615' },
  { type: 'i8', value: -128 },
  { type: 'i8', value: 127 },
  { type: 'i16', value: -32768 },
  { type: 'i16', value: 32767 },
  { type: 'i32', value: -2147483648 },
  { type: 'i32', value: 2147483647 },
  { type: 'i64', value: '-9223372036854775808' },
  { type: 'i64', value: '-1' },
  { type: 'i64', value: '9223372036854775807' },
  { type: 'string', value: '' },
  { type: 'string', value: 'line\nbreak "quoted" \\ */ \u2028' },
  { type: 'string', value: '\ufeffnot a mark, Grüße, 兎, 🐇' },
  { type: 'string', value: 'x'.repeat(256) },
  { type: 'enum', value: 'fast' },
  { type: 'flags32', value: 2147483649 },
  { type: 'flags64', value: '9223372036854775809' },
];
const numbered = (key) => values.map((entry, index) => ({ [key]: `v${String(index).padStart(2, '0')}-${entry.type}`, ...entry }));

/** All of a stream from its JSON, with nothing in it that a reader skips. */
function whole({ machine = empty.machine, devices = [], format = '1.0' }, header) {
  const stream = new Stream(header).machine(machine.type, machine.facts);
  devices.forEach((device, index) => {
    stream.configuration(index, device);
  });
  stream.configurationEnd(devices.length);
  devices.forEach((device, index) => {
    for (const content of device.sections) stream.section(index, content);
  });
  stream.end();
  const report = { unknownFeatures: [], skippedRecords: [], records: stream.records };
  return { stream, ok: { ...empty, format, machine, devices, report } };
}

function skipping() {
  const stream = new Stream();
  const skippedRecords = [];
  const skip = (kind, payload) => {
    skippedRecords.push({ kind, offset: stream.bytes.length, length: payload.length });
    stream.record(kind, payload, { flags: optional });
  };
  const device = { ...plain, sections: [plainSection] };
  skip(6, []);
  stream.machine(null, []);
  skip(0xffff, utf8('after the machine'));
  stream.configuration(0, device);
  skip(0x100, [0, 0, 0, 0]);
  stream.configurationEnd(1);
  skip(7, [1]);
  stream.section(0, plainSection);
  skip(7, [1]);
  stream.end();
  return { stream, ok: { ...empty, devices: [device], report: { unknownFeatures: [], skippedRecords, records: stream.records } } };
}

const long = 'n'.repeat(255);
const sorted = ['A', 'a', 'a-b', 'ab', 'b', 'ä', '\ue000', '🐇'];

export const good = [
  { name: 'empty-machine', doc: 'No facts, no devices: the shortest stream.', ...whole({}) },
  {
    name: 'machine-type-and-facts',
    doc: 'A machine type and one fact.',
    ...whole({ machine: { type: 'pc-1.0', facts: [{ name: 'cpus', type: 'u16', value: 4 }] } }),
  },
  {
    name: 'machine-facts-of-each-type',
    doc: 'Every type of value at its ends, as facts.',
    ...whole({ machine: { type: null, facts: numbered('name') } }),
  },
  {
    name: 'params-of-each-type',
    doc: 'Every type of value at its ends, as params; every other one is at its off value.',
    ...whole({ devices: [{ ...plain, params: numbered('id').map((param, index) => ({ ...param, off: index % 2 === 1 })) }] }),
  },
  {
    name: 'device-without-anything',
    doc: 'A device without address, version, fingerprint, params and sections.',
    ...whole({ devices: [plain] }),
  },
  {
    name: 'device-complete',
    doc: 'Everything that a configuration can say.',
    ...whole({
      machine: { type: 'machine-2', facts: [{ name: 'cpus', type: 'u16', value: 2 }] },
      devices: [
        {
          model: 'https://example.org/devices/nic',
          build: 'example@2.1.0',
          path: '0000:00:04.0',
          instance: 4294967295,
          version: '2',
          fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          params: [
            { id: 'features', off: false, type: 'flags64', value: '4398046511105' },
            { id: 'rss', off: true, type: 'bool', value: false },
            { id: 'table-size', off: false, type: 'u16', value: 32 },
          ],
          sections: [{ name: '0000:00:04.0/nic', instance: 4294967295, version: 4294967295, optional: false, payload: '0001020304050607' }],
        },
      ],
    }),
  },
  {
    name: 'several-devices',
    doc: 'Two of one model at other addresses, two at one address with other instances, one without state.',
    ...whole({
      devices: [
        { ...plain, path: '0000:00:04.0', sections: [{ ...plainSection, name: '0000:00:04.0/a' }] },
        { ...plain, path: '0000:00:05.0', sections: [{ ...plainSection, name: '0000:00:05.0/a' }] },
        { ...plain, model: 'example.org/b' },
        { ...plain, instance: 1, sections: [{ ...plainSection, instance: 1 }] },
        { ...plain, instance: 0, sections: [plainSection, { ...plainSection, name: 'b' }] },
      ],
    }),
  },
  {
    name: 'section-without-fields',
    doc: 'A section whose payload is empty.',
    ...whole({ devices: [{ ...plain, sections: [{ ...plainSection, payload: '' }] }] }),
  },
  {
    name: 'section-optional',
    doc: 'A mandatory section, and one that a receiver which does not know it skips.',
    ...whole({ devices: [{ ...plain, sections: [plainSection, { ...plainSection, name: 'a-fix', optional: true, payload: 'ffff' }] }] }),
  },
  {
    name: 'section-instances',
    doc: 'One name with several instances, and one instance with several names.',
    ...whole({
      devices: [
        {
          ...plain,
          sections: [
            { ...plainSection, instance: 2 },
            { ...plainSection, instance: 0 },
            { ...plainSection, instance: 1, version: 0 },
            { ...plainSection, name: 'A' },
          ],
        },
      ],
    }),
  },
  {
    name: 'section-same-in-two-devices',
    doc: 'Names of sections are unique in a device, not in the stream.',
    ...whole({
      devices: [
        { ...plain, sections: [plainSection] },
        { ...plain, instance: 1, sections: [plainSection] },
      ],
    }),
  },
  {
    name: 'section-with-subsections',
    doc: 'A payload as the field codec writes it: a u16, then one optional subsection "s" of version 1 with one byte.',
    ...whole({
      devices: [
        { ...plain, sections: [{ ...plainSection, payload: ['1234', '01', '0173', '00000001', '01', '00000002', 'ff', '00'].join('') }] },
      ],
    }),
  },
  {
    name: 'names-of-255-bytes',
    doc: 'The longest texts.',
    ...whole({
      machine: { type: long, facts: [{ name: long, type: 'enum', value: long }] },
      devices: [
        {
          model: long,
          build: long,
          path: long,
          instance: 0,
          version: long,
          fingerprint: long,
          params: [{ id: long, off: false, type: 'string', value: long }],
          sections: [{ ...plainSection, name: long }],
        },
      ],
    }),
  },
  {
    name: 'names-in-order-of-bytes',
    doc: 'Names ascend by their UTF-8 bytes; UTF-16 would put the last two the other way round.',
    ...whole({ machine: { type: null, facts: sorted.map((name) => ({ name, type: 'bool', value: true })) } }),
  },
  {
    name: 'unknown-optional-features',
    doc: 'Optional stream features that no reader of 1.0 knows are ignored and reported.',
    ...(() => {
      const { stream, ok } = whole({}, { optionals: 0x80000001 });
      return { stream, ok: { ...ok, report: { ...ok.report, unknownFeatures: [0, 31] } } };
    })(),
  },
  { name: 'unknown-optional-records', doc: 'Optional records of unknown kinds in every place are skipped and reported.', ...skipping() },
  {
    name: 'newer-minor-version',
    doc: 'A newer minor version with a longer header.',
    ...whole({ format: '1.1', devices: [plain] }, { minor: 1, extra: [0xde, 0xad, 0xbe, 0xef, 0x00] }),
  },
  {
    name: 'newest-minor-version',
    doc: 'The last minor version, with a header as long as that of 1.0.',
    ...whole({ format: '1.255' }, { minor: 255 }),
  },
  {
    name: 'longest-header',
    doc: 'A newer minor version whose header has 4096 bytes.',
    ...whole({ format: '1.1' }, { minor: 1, extra: Array.from({ length: 4072 }, (_, at) => at & 0xff) }),
  },
  {
    name: 'limits-met-exactly',
    doc: 'Every limit is met exactly.',
    limits: { records: 5, devices: 1, fields: 1, deviceBytes: 14, recordBytes: 42 },
    ...whole({
      machine: { type: null, facts: [{ name: 'cpus', type: 'u8', value: 1 }] },
      devices: [
        { ...plain, params: [{ id: 'p', off: true, type: 'bool', value: false }], sections: [{ ...plainSection, payload: '0102' }] },
      ],
    }),
  },
  {
    name: 'limit-of-a-model',
    doc: 'A model whose spec allows more state than the default.',
    limits: { deviceBytes: 12, modelBytes: { 'example.org/a': 16 } },
    ...whole({ devices: [{ ...plain, sections: [{ ...plainSection, payload: '01020304' }] }] }),
  },
];
