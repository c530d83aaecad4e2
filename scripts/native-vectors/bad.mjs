// Streams that every reader refuses, with the code.
import { configuration, int, kinds, machine, optional, Stream, section, text8, unhex, utf8 } from './bytes.mjs';

const device = {
  model: 'example.org/a',
  build: 'example@1.0',
  path: '0000:00:04.0',
  instance: 0,
  version: null,
  fingerprint: null,
  params: [{ id: 'p', off: false, type: 'u8', value: 7 }],
};
const state = { name: 'a', instance: 0, version: 1, optional: false, payload: '0102' };
const fact = { name: 'cpus', type: 'u16', value: 4 };

const start = (header) => new Stream(header);
const machined = (header) => start(header).machine('pc', [fact]);
const configured = (header) => machined(header).configuration(0, device);
const closed = (header) => configured(header).configurationEnd(1);
const stated = (header) => closed(header).section(0, state);
const whole = (header) => stated(header).end();

/** The rest of a stream after a faulty MACHINE payload, so that nothing else is wrong with it. */
const withMachine = (payload, options) => start().record(kinds.MACHINE, payload, options).configurationEnd(0).end();
const withFacts = (count, bytes) => withMachine([0, ...int(2, count), ...bytes]);
const withConfiguration = (payload, options) => machined().record(kinds.CONFIGURATION, payload, options).configurationEnd(1).end();
const withDevice = (changes) => withConfiguration(configuration(0, { ...device, ...changes }));
/** A configuration whose list of params is these bytes. */
const withParams = (count, bytes) =>
  withConfiguration([...configuration(0, { ...device, params: [] }).slice(0, -2), ...int(2, count), ...bytes]);
const withSection = (payload, options) => closed().record(kinds.SECTION, payload, options).end();

const bool = (name, byte) => [...text8(name), 1, byte];

function swapped() {
  const stream = closed()
    .section(0, state)
    .section(0, { ...state, name: 'b' });
  const length = section(0, state).length + 12;
  const [first, second] = [stream.bytes.slice(-2 * length, -length), stream.bytes.slice(-length)];
  stream.end();
  const end = stream.bytes.slice(-20);
  return stream
    .cut(-20 - 2 * length)
    .raw(second)
    .raw(first)
    .raw(end);
}

function replaced() {
  const other = closed().section(0, { ...state, payload: '0201' });
  const length = section(0, state).length + 12;
  const record = other.bytes.slice(-length);
  const stream = whole();
  const end = stream.bytes.slice(-20);
  return stream
    .cut(-20 - length)
    .raw(record)
    .raw(end);
}

const T = 'TRUNCATED';
const R = 'RECORD_INVALID';
const C = 'CONFIGURATION_INVALID';
const O = 'ORDER_WRONG';
const S = 'STRING_INVALID';
const L = 'LIMIT_EXCEEDED';
const K = 'CHECKSUM_WRONG';

export const bad = [
  // The header.
  ['empty', 'No bytes at all.', T, whole().cut(0)],
  ['cut-in-magic', 'The magic is cut.', T, whole().cut(7)],
  ['cut-before-header-length', 'The header is cut before its length.', T, whole().cut(11)],
  ['cut-in-header', 'The header is cut in its checksum.', T, whole().cut(23)],
  ['cut-after-header', 'Nothing follows the header.', T, start()],
  ['magic-of-another', 'The magic of another format.', 'MAGIC_INVALID', start().cut(0).raw(utf8('QEVM')).raw(whole().bytes.slice(4))],
  ['magic-seven-bits', 'A transfer dropped the eighth bit.', 'MAGIC_INVALID', start().cut(0).raw([0x09]).raw(whole().bytes.slice(1))],
  ['magic-line-end', 'A transfer made LF of CR LF.', 'MAGIC_INVALID', start().cut(6).raw([0x0a]).raw(whole().bytes.slice(8))],
  [
    'magic-wrong-and-cut',
    'Two bytes, the second wrong: the magic is looked at before the length.',
    'MAGIC_INVALID',
    start().cut(1).raw([0x4e]),
  ],
  ['major-version-2', 'The next major version.', 'FORMAT_VERSION_REFUSED', whole({ major: 2 })],
  ['major-version-0', 'No such major version.', 'FORMAT_VERSION_REFUSED', whole({ major: 0 })],
  ['header-too-short', 'A header length below that of 1.0.', 'HEADER_INVALID', whole({ length: 20 })],
  ['header-length-0', 'A header length of 0 in a newer minor version.', 'HEADER_INVALID', whole({ minor: 1, length: 0 })],
  ['header-too-long-for-1.0', 'A header of 1.0 has 24 bytes.', 'HEADER_INVALID', whole({ extra: [0, 0, 0, 0] })],
  ['header-beyond-limit', 'A header of 4097 bytes.', L, whole({ minor: 1, extra: Array(4073).fill(0) })],
  ['header-longer-than-stream', 'A newer header that is cut.', T, start({ minor: 1, length: 64 })],
  ['header-checksum', 'The checksum of the header.', K, whole({ wrongChecksum: true })],
  ['critical-feature-0', 'Critical stream feature 0 is not known to 1.0.', 'STREAM_FEATURE_UNKNOWN', whole({ critical: 1 })],
  [
    'critical-feature-31',
    'Critical stream feature 31, in a newer minor version.',
    'STREAM_FEATURE_UNKNOWN',
    whole({ minor: 3, critical: 0x80000000, optionals: 1 }),
  ],
  ['critical-feature-and-checksum', 'The checksum is looked at before the features.', K, whole({ critical: 1, wrongChecksum: true })],

  // Records of any kind.
  ['cut-in-record-head', 'A record head is cut.', T, machined().cut(24 + 7)],
  ['cut-in-record-payload', 'A payload is cut.', T, machined().cut(-5)],
  ['cut-in-record-checksum', 'A checksum is cut.', T, machined().cut(-1)],
  ['cut-after-machine', 'Nothing after MACHINE.', T, machined()],
  ['cut-after-configuration', 'Nothing after CONFIGURATION.', T, configured()],
  ['cut-after-configuration-end', 'Nothing after CONFIGURATION_END.', T, closed()],
  ['cut-after-section', 'No END.', T, stated()],
  ['cut-in-end', 'END is cut.', T, whole().cut(-1)],
  ['checksum-machine', 'The checksum of MACHINE.', K, start().machine('pc', [fact], { wrongChecksum: true }).configurationEnd(0).end()],
  [
    'checksum-configuration',
    'The checksum of CONFIGURATION.',
    K,
    machined().configuration(0, device, { wrongChecksum: true }).configurationEnd(1).end(),
  ],
  ['checksum-configuration-end', 'The checksum of CONFIGURATION_END.', K, configured().configurationEnd(1, { wrongChecksum: true }).end()],
  ['checksum-section', 'The checksum of SECTION.', K, closed().section(0, state, { wrongChecksum: true }).end()],
  ['checksum-end', 'The checksum of END.', K, stated().end({ wrongChecksum: true })],
  [
    'checksum-skipped',
    'The checksum of a record that is skipped.',
    K,
    machined().record(6, [1], { flags: optional, wrongChecksum: true }).configurationEnd(0).end(),
  ],
  ['length-too-large', 'A length that runs past the end.', T, start().record(kinds.MACHINE, machine('pc'), { length: 200 })],
  ['flag-1', 'Flag 1 is not assigned.', R, closed().section(0, state, { flags: 2 }).end()],
  [
    'flag-15',
    'Flag 15 is not assigned, also with the optional one.',
    R,
    machined().record(6, [], { flags: 0x8001 }).configurationEnd(0).end(),
  ],
  [
    'flag-of-unknown-mandatory',
    'Flags are looked at before the kind.',
    R,
    machined().record(6, [], { flags: 2 }).configurationEnd(0).end(),
  ],
  ['optional-machine', 'MACHINE is never optional.', R, start().machine('pc', [], { flags: optional }).configurationEnd(0).end()],
  [
    'optional-configuration',
    'CONFIGURATION is never optional.',
    R,
    machined().configuration(0, device, { flags: optional }).configurationEnd(1).end(),
  ],
  ['optional-configuration-end', 'CONFIGURATION_END is never optional.', R, configured().configurationEnd(1, { flags: optional }).end()],
  ['optional-end', 'END is never optional.', R, stated().end({ flags: optional })],
  ['kind-0', 'No record has kind 0.', R, machined().record(0, []).configurationEnd(0).end()],
  [
    'kind-0-optional',
    'No record has kind 0, not even an optional one.',
    R,
    machined().record(0, [], { flags: optional }).configurationEnd(0).end(),
  ],
  ['kind-unknown', 'A mandatory record of an unknown kind.', 'RECORD_UNKNOWN', machined().record(6, [1, 2]).configurationEnd(0).end()],
  ['kind-unknown-in-state', 'A mandatory record of an unknown kind between sections.', 'RECORD_UNKNOWN', stated().record(0xffff, []).end()],
  [
    'kind-unknown-first',
    'A mandatory record of an unknown kind before anything else.',
    'RECORD_UNKNOWN',
    start().record(0x8000, []).machine('pc').configurationEnd(0).end(),
  ],

  // The order of records.
  [
    'order-configuration-first',
    'CONFIGURATION before MACHINE.',
    O,
    start().configuration(0, device).machine('pc').configurationEnd(1).end(),
  ],
  ['order-no-machine', 'No MACHINE.', O, start().configurationEnd(0).end()],
  ['order-machine-twice', 'MACHINE twice.', O, machined().machine('pc').configurationEnd(0).end()],
  ['order-machine-late', 'MACHINE after CONFIGURATION_END.', O, closed().machine('pc').end()],
  ['order-section-early', 'SECTION before CONFIGURATION_END.', O, configured().section(0, state).configurationEnd(1).end()],
  ['order-section-first', 'SECTION before anything else.', O, start().section(0, state).end()],
  [
    'order-configuration-late',
    'CONFIGURATION after CONFIGURATION_END.',
    O,
    closed()
      .configuration(1, { ...device, instance: 1 })
      .end(),
  ],
  ['order-configuration-end-twice', 'CONFIGURATION_END twice.', O, closed().configurationEnd(1).end()],
  ['order-end-early', 'END before CONFIGURATION_END.', O, configured().end()],
  ['order-end-first', 'END before anything else.', O, start().end()],
  ['order-device-1-first', 'The first device has index 1.', O, machined().configuration(1, device).configurationEnd(1).end()],
  [
    'order-device-0-twice',
    'Two devices have index 0.',
    O,
    configured()
      .configuration(0, { ...device, instance: 1 })
      .configurationEnd(2)
      .end(),
  ],
  [
    'order-sections-of-devices',
    'A section of device 0 after one of device 1.',
    O,
    configured()
      .configuration(1, { ...device, instance: 1 })
      .configurationEnd(2)
      .section(1, state)
      .section(0, state)
      .end(),
  ],

  // MACHINE.
  ['machine-empty', 'MACHINE without a payload.', R, withMachine([])],
  ['machine-type-overruns', 'The machine type is longer than the record.', R, withMachine([3, 0x70, 0x63])],
  ['machine-no-count', 'The number of facts is cut.', R, withMachine([0, 0])],
  ['machine-count-overruns', 'More facts are announced than come.', R, withFacts(2, [...text8('a'), 2, 1])],
  ['machine-leftover', 'Bytes after the last fact.', R, withMachine([...machine('pc', [fact]), 0])],
  ['machine-value-overruns', 'A u64 of four bytes.', R, withFacts(1, [...text8('a'), 5, 0, 0, 0, 0])],
  ['machine-string-overruns', 'A string longer than the record.', R, withFacts(1, [...text8('a'), 10, 0xff, 0xff, 0x61])],
  ['machine-type-0', 'A value of type 0.', R, withFacts(1, [...text8('a'), 0])],
  ['machine-type-14', 'A value of type 14.', R, withFacts(1, [...text8('a'), 14, 0])],
  ['machine-fact-unnamed', 'A fact without a name.', R, withFacts(1, bool('', 1))],
  ['machine-enum-unnamed', 'An enum value without a name.', R, withFacts(1, [...text8('a'), 11, 0])],
  ['machine-facts-descend', 'The names of facts do not ascend.', R, withFacts(2, [...bool('b', 1), ...bool('a', 1)])],
  ['machine-fact-twice', 'A fact comes twice.', R, withFacts(2, [...bool('a', 1), ...bool('a', 1)])],
  [
    'machine-facts-utf16-order',
    'Names in the order of UTF-16 instead of UTF-8.',
    R,
    withFacts(2, [...bool('🐇', 1), ...bool('\ue000', 1)]),
  ],
  ['machine-bool-2', 'A bool of 2.', 'BOOL_INVALID', withFacts(1, bool('a', 2))],
  ['machine-type-utf8', 'The machine type is not UTF-8.', S, withMachine([2, 0xc3, 0x28, 0, 0])],
  ['machine-type-nul', 'The machine type contains NUL.', S, withMachine([2, 0x70, 0, 0, 0])],
  ['machine-fact-overlong', 'A name with an overlong sequence.', S, withFacts(1, [2, 0xc0, 0x80, 1, 1])],
  ['machine-string-surrogate', 'A string with half of a surrogate pair.', S, withFacts(1, [...text8('a'), 10, 0, 3, 0xed, 0xa0, 0x80])],
  [
    'machine-string-beyond',
    'A string with a code point above U+10FFFF.',
    S,
    withFacts(1, [...text8('a'), 10, 0, 4, 0xf4, 0x90, 0x80, 0x80]),
  ],
  ['machine-string-cut', 'A string that ends inside a character.', S, withFacts(1, [...text8('a'), 10, 0, 2, 0xf0, 0x9f])],
  ['machine-string-nul', 'A string that contains NUL.', S, withFacts(1, [...text8('a'), 10, 0, 1, 0])],
  ['machine-facts-limit', '65,535 facts are announced: refused before any is read.', L, withFacts(0xffff, [])],

  // CONFIGURATION.
  ['configuration-empty', 'CONFIGURATION without a payload.', C, withConfiguration([])],
  ['configuration-cut-in-model', 'The model is longer than the record.', C, withConfiguration([0, 0, 9, 0x61])],
  [
    'configuration-cut-in-instance',
    'The record ends in the instance.',
    C,
    withConfiguration([0, 0, ...text8('a'), ...text8('b'), 0, 0, 0, 0]),
  ],
  ['configuration-count-overruns', 'More params are announced than come.', C, withParams(1, [])],
  ['configuration-leftover', 'Bytes after the last param.', C, withConfiguration([...configuration(0, device), 0])],
  ['configuration-no-model', 'A device without a model.', C, withDevice({ model: '' })],
  ['configuration-no-build', 'A device without a build.', C, withDevice({ build: '' })],
  ['configuration-param-unnamed', 'A param without an identity.', C, withParams(1, [0, 0, 1, 1])],
  ['configuration-param-flag', 'A param with a flag that is not assigned.', C, withParams(1, [...text8('p'), 2, 1, 1])],
  ['configuration-param-type', 'A param with a type that is not assigned.', C, withParams(1, [...text8('p'), 0, 255, 1])],
  ['configuration-param-cut', 'A param that is cut in its value.', C, withParams(1, [...text8('p'), 0, 4, 0, 0, 0])],
  ['configuration-enum-unnamed', 'An enum value without a name.', C, withParams(1, [...text8('p'), 0, 11, 0])],
  ['configuration-params-descend', 'Identities do not ascend.', C, withParams(2, [...text8('q'), 0, 1, 1, ...text8('p'), 0, 1, 1])],
  ['configuration-param-twice', 'A param comes twice.', C, withParams(2, [...text8('p'), 0, 1, 1, ...text8('p'), 0, 1, 0])],
  ['configuration-bool-255', 'A bool of 255.', 'BOOL_INVALID', withParams(1, [...text8('p'), 0, 1, 255])],
  ['configuration-model-utf8', 'The model is not UTF-8.', S, withConfiguration([0, 0, 1, 0xff])],
  ['configuration-path-nul', 'The path contains NUL.', S, withDevice({ path: 'a\0b' })],
  ['configuration-string-nul', 'A string contains NUL.', S, withDevice({ params: [{ id: 'p', off: false, type: 'string', value: '\0' }] })],
  ['configuration-params-limit', 'More params than the limit.', L, withParams(4097, [])],
  [
    'configuration-device-twice',
    'Two devices with one model, path and instance.',
    C,
    configured().configuration(1, device).configurationEnd(2).end(),
  ],

  // CONFIGURATION_END.
  ['configuration-end-count', 'The number of devices is wrong.', R, configured().configurationEnd(2).end()],
  ['configuration-end-count-0', 'The number of devices is 0, and there is one.', R, configured().configurationEnd(0).end()],
  ['configuration-end-cut', 'CONFIGURATION_END with three bytes.', R, configured().record(kinds.CONFIGURATION_END, [0, 0, 1]).end()],
  [
    'configuration-end-leftover',
    'CONFIGURATION_END with five bytes.',
    R,
    configured().record(kinds.CONFIGURATION_END, [0, 0, 0, 1, 0]).end(),
  ],

  // SECTION.
  ['section-empty', 'SECTION without a payload.', R, withSection([])],
  ['section-no-device', 'A section of a device that is not there.', R, withSection(section(1, state))],
  ['section-unnamed', 'A section without a name.', R, withSection(section(0, { ...state, name: '' }))],
  ['section-name-overruns', 'The name is longer than the record.', R, withSection([0, 0, 200, 0x61])],
  ['section-cut-in-version', 'The record ends in the version.', R, withSection(section(0, { ...state, payload: '' }).slice(0, -1))],
  ['section-name-utf8', 'The name is not UTF-8.', S, withSection([0, 0, 1, 0x80, ...int(4, 0), ...int(4, 1)])],
  ['section-name-nul', 'The name contains NUL.', S, withSection(section(0, { ...state, name: 'a\0' }))],
  [
    'section-twice',
    'A section comes twice.',
    'SECTION_DUPLICATE',
    stated()
      .section(0, { ...state, version: 2 })
      .end(),
  ],
  [
    'section-twice-optional',
    'A section comes twice, the second time as optional.',
    'SECTION_DUPLICATE',
    stated()
      .section(0, { ...state, optional: true })
      .end(),
  ],

  // END.
  ['end-count', 'The number of records is wrong.', R, stated().end({ records: 5 })],
  ['end-count-and-seal', 'The number of records is looked at before the seal.', R, stated().end({ records: 3, seal: 0 })],
  ['end-seal', 'The checksum over the checksums is wrong.', K, stated().end({ seal: 0x12345678 })],
  ['end-cut', 'END with seven bytes.', R, stated().record(kinds.END, unhex('00000004000000'))],
  ['end-leftover', 'END with nine bytes.', R, stated().end({ extra: [0] })],
  ['end-sections-swapped', 'Two sections were swapped.', K, swapped()],
  ['end-section-replaced', 'A section was replaced by one of another stream.', K, replaced()],
  ['trailing-byte', 'A byte follows END.', 'TRAILING_BYTES', whole().raw([0])],
  ['trailing-stream', 'A second stream follows.', 'TRAILING_BYTES', whole().raw(whole().bytes)],

  // Limits.
  [
    'limit-length-of-machine',
    'MACHINE announces 4 GiB: refused before any byte is awaited.',
    L,
    start().record(kinds.MACHINE, [], { length: 0xffffffff }),
  ],
  [
    'limit-length-of-configuration',
    'CONFIGURATION announces 1 MiB and a byte.',
    L,
    machined().record(kinds.CONFIGURATION, [], { length: 1048577 }),
  ],
  ['limit-length-of-section', 'SECTION announces 16 MiB and a byte.', L, closed().record(kinds.SECTION, [], { length: 16777217 })],
  [
    'limit-length-of-unknown',
    'An optional record of unknown kind announces 1 MiB and a byte.',
    L,
    machined().record(6, [], { flags: optional, length: 1048577 }),
  ],
  ['limit-just-not', 'SECTION announces 16 MiB, which are not there.', T, closed().record(kinds.SECTION, [], { length: 16777216 })],
  ['limit-of-records', 'A fifth record where four are allowed.', L, whole(), { records: 4 }],
  ['limit-of-records-at-the-end', 'The limit is looked at before the next record is.', L, stated(), { records: 4 }],
  [
    'limit-of-devices',
    'A second device where one is allowed.',
    L,
    configured()
      .configuration(1, { ...device, instance: 1 })
      .configurationEnd(2)
      .end(),
    { devices: 1 },
  ],
  [
    'limit-of-fields',
    'A second param where one is allowed.',
    L,
    withParams(2, [...text8('p'), 0, 1, 1, ...text8('q'), 0, 1, 1]),
    { fields: 1 },
  ],
  ['limit-of-record-bytes', 'A configuration of a byte too much.', L, whole(), { recordBytes: configuration(0, device).length - 1 }],
  ['limit-of-one-section', 'A section of a byte too much.', L, whole(), { deviceBytes: section(0, state).length - 1 }],
  [
    'limit-of-two-sections',
    'Two sections that are too much together.',
    L,
    stated()
      .section(0, { ...state, name: 'b' })
      .end(),
    { deviceBytes: 2 * section(0, state).length - 1 },
  ],
  [
    'limit-of-another-model',
    'Another model may have more; this one may not.',
    L,
    whole(),
    { deviceBytes: section(0, state).length - 1, modelBytes: { 'example.org/b': 1000 } },
  ],
];
