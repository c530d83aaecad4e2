import type { Expr, Expression } from '../../../src/expr/tree.js';
import type { Field, FieldType, Section } from '../../../src/ir/layout.js';
import type { BuildIR, ImplementationIR, Life, ModelIR, SpecIR } from '../../../src/ir/spec.js';

export const expression = (text: string, expr: Expr): Expression => ({ text, expr });
export const int = (value: number): Expr => ({ op: 'int', value: String(value) });
export const yes = expression('true', { op: 'bool', value: true });
export const u32: FieldType = { kind: 'int', bits: 32, signed: false, order: 'big' };

export const field = (name: string, type: FieldType, rest: Partial<Field> = {}): Field => ({ name, type, bounds: {}, added: 0, ...rest });

export const section = (id: string, fields: readonly Field[], rest: Partial<Section & Life> = {}): Section & Life => ({
  id,
  added: 0,
  name: [id],
  instance: expression('0', int(0)),
  version: [{ from: 0, value: 1 }],
  minimum: [{ from: 0, value: 1 }],
  after: [],
  optional: false,
  sources: [],
  fields,
  invariants: [],
  subsections: [],
  ...rest,
});

export const model = (id: string, rest: Partial<ModelIR>): ModelIR => ({
  id,
  path: id,
  sources: [],
  revisions: ['1'],
  params: [],
  constraints: [],
  versions: [],
  observables: [],
  migratable: [{ from: 0, value: { when: yes } }],
  structs: [],
  sections: [],
  invariants: [],
  situations: [],
  hidden: [],
  ram: [],
  ...rest,
});

export const build = (name: string, models: readonly { model: string; revision: number }[], alias?: string): BuildIR => ({
  name,
  ...(alias === undefined ? {} : { alias }),
  models: models.map((known) => ({ ...known, narrow: {} })),
  sources: [],
});

export const implementation = (name: string, builds: readonly BuildIR[], rest: Partial<ImplementationIR> = {}): ImplementationIR => ({
  name,
  sources: [],
  framing: 'qemu',
  destination: 'started',
  machineFacts: [{ name: 'cpus', type: { kind: 'int', bits: 16, signed: false }, default: { kind: 'int', value: '1' }, matrix: [] }],
  hostFacts: [],
  builds,
  classes: [],
  errata: [],
  ...rest,
});

export const spec = (rest: Partial<SpecIR>): SpecIR => ({
  irVersion: 1,
  models: [],
  implementations: [],
  compatSets: [],
  machineFamilies: [],
  composed: [],
  ...rest,
});

/** The clock whose fix added two fields by a version bump. */
export const clock = model('example.org/clock', {
  revisions: ['before', 'bumped'],
  sections: [
    section(
      'clock',
      [
        field('time', u32),
        field('boot', u32, {
          added: 1,
          when: expression('version >= 2', { op: 'ge', left: { op: 'version' }, right: int(2) }),
        }),
      ],
      {
        version: [
          { from: 0, value: 1 },
          { from: 1, value: 2 },
        ],
      },
    ),
  ],
});
