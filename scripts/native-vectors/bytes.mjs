// Builds native streams byte by byte, from docs/reference/native-stream.md and from nothing of the runtime: the vectors
// would be worth nothing if the code under test had made them.

export const kinds = { MACHINE: 1, CONFIGURATION: 2, CONFIGURATION_END: 3, SECTION: 4, END: 5 };
export const optional = 1;
const types = ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'string', 'enum', 'flags32', 'flags64'];

/** Bit by bit, as the definition has it. */
export function crc(bytes, before = 0) {
  let value = ~before >>> 0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  }
  return ~value >>> 0;
}

export function int(bytes, value) {
  const wide = BigInt.asUintN(bytes * 8, BigInt(value));
  return Array.from({ length: bytes }, (_, at) => Number((wide >> BigInt(8 * (bytes - 1 - at))) & 0xffn));
}

export const utf8 = (text) => [...new TextEncoder().encode(text)];
export const text8 = (text) => [...int(1, utf8(text).length), ...utf8(text)];
export const text16 = (text) => [...int(2, utf8(text).length), ...utf8(text)];
export const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
export const unhex = (text) => text.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];

export function value({ type, value: content }) {
  const tag = types.indexOf(type) + 1;
  if (type === 'bool') return [tag, content ? 1 : 0];
  if (type === 'string') return [tag, ...text16(content)];
  if (type === 'enum') return [tag, ...text8(content)];
  return [tag, ...int(Number(type.replace(/^\D+/, '')) / 8, content)];
}

export const machine = (type, facts = []) => [
  ...text8(type ?? ''),
  ...int(2, facts.length),
  ...facts.flatMap((fact) => [...text8(fact.name), ...value(fact)]),
];

export const configuration = (index, { model, build, path, instance, version, fingerprint, params }) => [
  ...int(2, index),
  ...text8(model),
  ...text8(build),
  ...text8(path),
  ...int(4, instance),
  ...text8(version ?? ''),
  ...text8(fingerprint ?? ''),
  ...int(2, params.length),
  ...params.flatMap((param) => [...text8(param.id), param.off ? 1 : 0, ...value(param)]),
];

export const section = (device, { name, instance, version, payload }) => [
  ...int(2, device),
  ...text8(name),
  ...int(4, instance),
  ...int(4, version),
  ...unhex(payload),
];

/** A stream in the making; every method returns it. */
export class Stream {
  bytes = [];
  checksums = [];
  records = 0;

  constructor({ major = 1, minor = 0, critical = 0, optionals = 0, extra = [], length = 24 + extra.length, wrongChecksum = false } = {}) {
    const head = [...unhex('894d494753500d0a'), major, minor, ...int(2, length), ...int(4, critical), ...int(4, optionals), ...extra];
    this.#seal(head, wrongChecksum);
  }

  #seal(bytes, wrong) {
    const checksum = int(4, crc(bytes) ^ (wrong ? 0x40 : 0));
    this.checksums.push(...checksum);
    this.bytes.push(...bytes, ...checksum);
  }

  record(kind, payload, { flags = 0, length = payload.length, wrongChecksum = false } = {}) {
    this.#seal([...int(2, kind), ...int(2, flags), ...int(4, length), ...payload], wrongChecksum);
    this.records++;
    return this;
  }

  machine(type, facts, options) {
    return this.record(kinds.MACHINE, machine(type, facts), options);
  }

  configuration(index, device, options) {
    return this.record(kinds.CONFIGURATION, configuration(index, device), options);
  }

  configurationEnd(devices, options) {
    return this.record(kinds.CONFIGURATION_END, int(4, devices), options);
  }

  section(device, content, options = {}) {
    return this.record(kinds.SECTION, section(device, content), { flags: content.optional ? optional : 0, ...options });
  }

  end({ records = this.records, seal = crc(this.checksums), extra = [], ...options } = {}) {
    return this.record(kinds.END, [...int(4, records), ...int(4, seal), ...extra], options);
  }

  raw(bytes) {
    this.bytes.push(...bytes);
    return this;
  }

  /** The first bytes; a negative number leaves that many off. */
  cut(length) {
    this.bytes = this.bytes.slice(0, length);
    return this;
  }
}
