/** A device with a param of every type. */
import type { CodecEnv, DeviceDescriptor, ParamDescriptor } from '../../src/index.js';

export const param = (name: string, type: ParamDescriptor['type'], more: Partial<ParamDescriptor>): ParamDescriptor => ({
  id: name,
  name,
  type,
  range: { items: [] },
  default: () => false,
  ...more,
});

export const descriptor: DeviceDescriptor = {
  model: 'example.org/thing',
  build: 'test@1',
  revision: 'r1',
  framing: 'native',
  machineFacts: { cpus: 2 },
  params: [
    param('on', { kind: 'bool' }, { off: false, default: () => true }),
    param(
      'size',
      { kind: 'int', bits: 16, signed: false },
      {
        off: 0,
        range: {
          items: [
            [0n, 32n],
            [64n, 64n],
          ],
          multipleOf: 2n,
        },
        default: ({ machine }) => Number(machine.cpus) * 2,
      },
    ),
    param(
      'wide',
      { kind: 'int', bits: 64, signed: false },
      { off: 0n, range: { items: [], powerOfTwo: true }, default: ({ params }) => BigInt(Number(params.size) * 4 || 1) },
    ),
    param('mode', { kind: 'enum', values: ['slow', 'fast', 'odd'] }, { range: { items: ['slow', 'fast'] }, default: () => 'slow' }),
    param('bits', { kind: 'flags', bits: 32, names: { a: 0, b: 1 } }, { off: 0, range: { items: [], mask: 3n }, default: () => 1 }),
    param('signed', { kind: 'int', bits: 8, signed: true }, { off: 0, default: () => -1 }),
    param('again', { kind: 'int', bits: 8, signed: false }, { resolves: 'reset', default: ({ machine }) => Number(machine.cpus) }),
  ],
  retired: [{ id: 'old', name: 'old', implied: true }],
  versions: [
    { name: '2', values: { on: true, size: 32, wide: 8n, mode: 'fast', bits: 3, signed: 1, again: 2 } },
    { name: '1', values: { on: false, size: 0, wide: 1n, mode: 'slow', bits: 0, signed: 0, again: 2 } },
  ],
  constraints: [{ text: '!params.on || params.size > 0', holds: ({ params }) => params.on === false || Number(params.size) > 0 }],
  observables: [],
  invariants: [],
  migratable: { holds: () => true },
  reset: (env: CodecEnv) => ({ made: Number(env.params.again) }),
  sections: [],
};
