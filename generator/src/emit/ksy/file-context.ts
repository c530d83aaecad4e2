/** One description while it is made: what its types share. */
import type { FieldType, IntType } from '../../ir/layout.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { ParamType } from '../../ir/values.js';
import type { BodyType } from './body-type.js';
import type { KsyEnum, KsyParam, KsyType } from './description.js';
import { Ids } from './ids.js';
import { docText } from './text.js';
import { bool, type KnownEnum, Unprintable, type Value } from './values.js';

/** What surrounds a device, by the word that expressions have for it. */
export type Given =
  | { readonly kind: 'version' }
  | { readonly kind: 'param' | 'machine' | 'host'; readonly name: string }
  | { readonly kind: 'device'; readonly name: 'path' | 'instance' };

/** A param of the description, and what the one who reads must give for it. `part`: half of a 64-bit value. */
export interface FileParam extends KsyParam {
  readonly of: Given;
  readonly part?: 'hi' | 'lo';
}

export interface FactTypes {
  readonly machine: (name: string) => ParamType | undefined;
  readonly host: (name: string) => ParamType | undefined;
}

export class FileContext {
  readonly snapshot: SnapshotIR;
  readonly typeIds = new Ids('type');
  readonly types: Record<string, KsyType> = {};
  readonly enums: Record<string, KsyEnum> = {};
  readonly structs = new Map<string, BodyType>();
  readonly rootIds = new Ids('field');
  /** The type of the section itself, once it is begun: its variables are reached from every other type. */
  root: BodyType | undefined;
  readonly #facts: FactTypes;
  readonly #params = new Map<string, readonly FileParam[]>();
  readonly #shared = new Map<string, string>();
  readonly #enums = new Map<string, KnownEnum>();

  constructor(snapshot: SnapshotIR, facts: FactTypes, id: string) {
    this.snapshot = snapshot;
    this.#facts = facts;
    this.typeIds.take(id);
    this.given({ kind: 'version' });
  }

  /** In an order that does not depend on use. */
  params(): readonly FileParam[] {
    const order = ['version', 'param', 'machine', 'host', 'device'];
    const rank = ({ of }: FileParam): string => `${order.indexOf(of.kind)} ${of.kind === 'version' ? '' : of.name}`;
    return [...this.#params.values()].flat().sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  }

  /** Something from around the device, as seen with `prefix` before names of the top level. */
  given(of: Given, prefix = ''): Value {
    const type = this.#typeOf(of);
    const key = JSON.stringify(of);
    const known = this.#params.get(key) ?? this.#declare(of, type);
    this.#params.set(key, known);
    const [first, second] = known.map(({ id }) => prefix + id);
    if (first === undefined) throw new Unprintable('no param');
    if (type.kind === 'bool') return bool(first);
    if (type.kind === 'enum' || type.kind === 'string') return { kind: 'string', text: first };
    const signed = type.kind === 'int' && type.signed;
    if (second !== undefined) return { kind: 'wide', hi: first, lo: second, signed };
    return { kind: 'int', text: first, range: intervalOf(type.bits, signed) };
  }

  #declare(of: Given, type: ParamType): readonly FileParam[] {
    const id = this.rootIds.take(of.kind === 'version' ? 'version' : `${of.kind}_${of.name}`);
    const doc = docText(of.kind === 'version' ? 'Version of the section, as the stream says.' : this.#docOf(of));
    const signed = type.kind === 'int' && type.signed;
    if (type.kind === 'bool') return [{ id, type: 'bool', doc, of }];
    if (type.kind === 'enum' || type.kind === 'string') return [{ id, type: 'str', doc, of }];
    if (type.bits < 64) return [{ id, type: plainInt(type.bits, signed), doc, of }];
    return [
      { id: this.rootIds.take(`${id}_hi`), type: plainInt(32, signed), doc: `${doc} Bits 32 to 63.`, of, part: 'hi' },
      { id: this.rootIds.take(`${id}_lo`), type: 'u4', doc: `${doc} Bits 0 to 31.`, of, part: 'lo' },
    ];
  }

  #typeOf(of: Given): ParamType {
    const text: ParamType = { kind: 'string' };
    const number: ParamType = { kind: 'int', bits: 32, signed: false };
    if (of.kind === 'version') return number;
    if (of.kind === 'device') return of.name === 'path' ? text : number;
    const type = of.kind === 'param' ? this.snapshot.params.find(({ name }) => name === of.name)?.type : this.#facts[of.kind](of.name);
    if (type === undefined) throw new Unprintable(`${of.kind}.${of.name} has no type here`);
    return type;
  }

  #docOf(of: Given & { readonly name: string }): string {
    if (of.kind === 'device') return `device.${of.name}.`;
    const param = of.kind === 'param' ? this.snapshot.params.find(({ name }) => name === of.name) : undefined;
    const word = of.kind === 'param' ? 'Param' : of.kind === 'machine' ? 'Machine fact' : 'Host fact';
    return `${word} ${of.name}${param?.unit === undefined ? '' : `, ${param.unit}`}.${param?.doc === undefined ? '' : ` ${param.doc}`}`;
  }

  /** A type that several places need, made once. */
  shared(key: string, name: string, make: () => KsyType): string {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const id = this.typeIds.take(name);
    this.#shared.set(key, id);
    this.types[id] = make();
    return id;
  }

  /** 64 bits, exact in every language: both halves, and the whole for those that hold it. */
  exact(base: IntType): string {
    const order = base.order === 'little' ? 'le' : 'be';
    const word = `${base.signed ? 's' : 'u'}8${order}`;
    return this.shared(`exact ${word}`, `${base.signed ? 's' : 'u'}64_${order}`, () => {
      const hi = { id: 'hi', type: `${base.signed ? 's' : 'u'}4${order}` };
      const lo = { id: 'lo', type: `u4${order}` };
      return {
        doc: '64 bits. JavaScript rounds the whole: take the halves there.',
        seq: order === 'le' ? [lo, hi] : [hi, lo],
        instances: { whole: { pos: 0, type: word } },
      };
    });
  }

  enumOf(name: string, type: FieldType & { readonly kind: 'enum' }): KnownEnum {
    const key = JSON.stringify(type.values);
    const known = this.#enums.get(key);
    if (known !== undefined) return known;
    const id = this.typeIds.take(name);
    const ids = new Ids('value');
    const values = type.values.map((value) => ({ ...value, id: ids.take(value.name) }));
    this.enums[id] = Object.fromEntries(values.map((value) => [value.value, { id: value.id, '-orig-id': value.name }]));
    const made: KnownEnum = { id, names: new Map(values.map((value) => [value.name, value.id])) };
    this.#enums.set(key, made);
    return made;
  }
}

/** An integer type without byte order, for params. */
export function plainInt(bits: number, signed: boolean): string {
  return `${signed ? 's' : 'u'}${bits / 8}`;
}

export function intervalOf(bits: number, signed: boolean): { readonly min: bigint; readonly max: bigint } {
  const all = 1n << BigInt(bits);
  return signed ? { min: -all / 2n, max: all / 2n - 1n } : { min: 0n, max: all - 1n };
}
