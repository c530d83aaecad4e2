import { BytesSink, Output, StreamWriter } from '../../src/framing/qemu/index.js';

const text = new TextEncoder();

/** The description of `smallStream`: a plain section, one with a nested struct and a subsection, one that comes twice. */
export const smallDescription = {
  page_size: 1024,
  devices: [
    {
      name: 'clock',
      instance_id: 0,
      vmsd_name: 'clock',
      version: 2,
      fields: [
        { name: 'ticks', type: 'int64', size: 8 },
        { name: 'expiry', type: 'timer', size: 8 },
      ],
    },
    {
      name: '0000:00:04.0/nic',
      instance_id: 0,
      vmsd_name: 'nic',
      version: 3,
      fields: [
        { name: 'on', type: 'bool', size: 1 },
        { name: 'regs', array_len: 3, type: 'uint32', size: 4 },
        {
          name: 'queue',
          type: 'struct',
          size: 3,
          struct: {
            vmsd_name: 'queue',
            version: 1,
            fields: [
              { name: 'head', type: 'uint16', size: 2 },
              { name: 'live', type: 'uint8', size: 1 },
            ],
          },
        },
        {
          name: 'queue',
          type: 'struct',
          size: 3,
          struct: {
            vmsd_name: 'queue',
            version: 1,
            fields: [
              { name: 'head', type: 'uint16', size: 2 },
              { name: 'live', type: 'uint8', size: 1 },
            ],
          },
        },
        { name: 'rom', type: 'buffer', size: 4 },
      ],
      subsections: [{ vmsd_name: 'nic/tso', version: 1, fields: [{ name: 'mss', type: 'uint16', size: 2 }] }],
    },
    { name: 'irq', instance_id: 7, vmsd_name: 'irq', version: 1, fields: [{ name: 'level', type: 'int32 le', size: 4 }] },
    {
      name: 'irq',
      instance_id: 7,
      vmsd_name: 'irq',
      version: 1,
      fields: [
        { name: 'level', type: 'int32 le', size: 4 },
        { name: 'mask', type: 'uint8', size: 1 },
      ],
    },
  ],
};

export const nicPayload = Uint8Array.of(
  ...[1, 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff],
  ...[0, 5, 1, 0, 6, 0, 0xca, 0xfe, 0xba, 0xbe],
  ...[5, 7, ...text.encode('nic/tso'), 0, 0, 0, 1, 5, 0xb4],
);
export const clockPayload = Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

export interface SmallStreamOptions {
  readonly footers?: boolean;
  readonly configuration?: boolean;
  /** Undefined: without; default `smallDescription`. */
  readonly description?: unknown;
}

/** Every kind of record, pages of 1 KiB, about 5 KiB. */
export function smallStream(options: SmallStreamOptions = {}): Uint8Array {
  const { footers = true, configuration = true } = options;
  const sink = new BytesSink();
  const output = new Output(sink, new Uint8Array(256));
  const writer = new StreamWriter(output);
  const footer = (id: number): void => {
    if (footers) writer.footer(id);
  };
  writer.header();
  if (configuration) {
    writer.configuration({
      machineType: 'pc-5.2',
      subsections: [
        { kind: 'target-page-bits', version: 1, bits: 10 },
        { kind: 'capabilities', version: 1, names: ['x-ignore-shared', 'events'] },
        { kind: 'uuid', version: 1, uuid: Uint8Array.from({ length: 16 }, (_, i) => i * 16) },
      ],
    });
  }
  const address = (value: bigint): { address?: bigint } => (configuration ? { address: value } : {});
  const blocks = [
    { name: 'pc.ram', size: 0x1_0000_4000, ...address(0n) },
    { name: 'rom', size: 4096, ...address(0xffff_ffff_f000_0000n) },
  ] as const;
  const page = Uint8Array.from({ length: 1024 }, (_, i) => (i * 7) & 0xff);
  writer.ramStart({ id: 2, name: 'ram', instance: 0, version: 4 });
  writer.ramBlocks(blocks, 0x1_0000_5000);
  writer.ramEnd();
  footer(2);
  writer.command({ command: 2, bytes: Uint8Array.of(0, 0, 0, 9) });
  writer.ramPart(2, false);
  writer.ramZero(blocks[0], 0, true, 0);
  writer.ramZero(blocks[0], 0x1_0000_3c00, false, 0);
  writer.ramPage(blocks[1], 0, true, page, 0, 1024);
  writer.ramPage(blocks[1], 0xc00, false, page, 0, 1024);
  writer.ramEnd();
  footer(2);
  writer.ramPart(2, true);
  writer.ramZero(blocks[1], 0x400, false, 0xee);
  writer.ramEnd();
  footer(2);
  const full = (id: number, name: string, instance: number, version: number, payload: Uint8Array): void => {
    writer.sectionFull({ id, name, instance, version });
    output.bytes(payload, 0, payload.length);
    footer(id);
  };
  full(0, 'clock', 0, 2, clockPayload);
  full(0x27, '0000:00:04.0/nic', 0, 3, nicPayload);
  full(0x28, 'irq', 7, 1, Uint8Array.of(0, 0, 0, 2));
  full(0x29, 'irq', 7, 1, Uint8Array.of(0, 0, 0, 2, 0x0f));
  writer.endOfFile();
  const description = 'description' in options ? options.description : smallDescription;
  if (description !== undefined) {
    const bytes = text.encode(typeof description === 'string' ? description : JSON.stringify(description));
    writer.descriptionBegin(bytes.length);
    output.bytes(bytes, 0, bytes.length);
  }
  output.flush();
  return sink.result().slice();
}
