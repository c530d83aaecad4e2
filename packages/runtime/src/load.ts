import type { Cursor } from './cursor.js';
import type { CodecEnv, Configuration, DeviceDescriptor, DeviceState, LoadReport, SectionDescriptor } from './device.js';
import { MigspecError, type RuntimeCode } from './errors.js';
import { checkRam, type DeviceRam, ramOf, ramSectionName, ramSectionVersion } from './ram.js';

/**
 * One load of one device: sections are decoded into a fresh state, and `finish` checks it and makes it the device's. A
 * load that throws, or is never finished, leaves the device as it was.
 */
export interface DeviceLoad {
  /** Whether this device has a section of that name and instance id. */
  accepts(name: string, instance: number): boolean;
  /**
   * Decodes one section at the cursor, advancing it behind the last byte that belongs to it. An unknown optional section
   * is noted and not read: its framing skips it. The new state may hold views of the cursor's bytes: they must not change
   * afterwards. Throws SECTION_UNKNOWN, SECTION_DUPLICATE, SECTION_VERSION_REFUSED, ORDER_WRONG, ECHO_DIFFERS and the codes of decoding.
   */
  section(name: string, instance: number, version: number, optional: boolean, cursor: Cursor): void;
  /** Throws SECTION_MISSING, INVARIANT_BROKEN. */
  finish(): LoadReport;
}

export class StateLoad<S extends DeviceState, C extends Configuration> implements DeviceLoad {
  readonly #descriptor: DeviceDescriptor<S, C>;
  readonly #env: CodecEnv<C>;
  readonly #commit: (state: S) => void;
  readonly #names: readonly { readonly name: string; readonly instance: number }[];
  readonly #came = new Map<SectionDescriptor<S, C>, Partial<S>>();
  readonly #dropped: string[] = [];
  readonly #absent: string[] = [];
  /** Those that a native stream must list, until it has. */
  #ram: readonly DeviceRam[] | undefined;
  #over = false;

  constructor(descriptor: DeviceDescriptor<S, C>, env: CodecEnv<C>, commit: (state: S) => void) {
    this.#descriptor = descriptor;
    this.#env = env;
    this.#commit = commit;
    if (descriptor.framing === 'native' && descriptor.ram !== undefined) this.#ram = ramOf(descriptor, env);
    this.#names = descriptor.sections.map((section) => ({ name: section.name(env), instance: section.instance(env) }));
  }

  accepts(name: string, instance: number): boolean {
    return this.#find(name, instance) !== undefined || this.#isRam(name, instance);
  }

  section(name: string, instance: number, version: number, optional: boolean, cursor: Cursor): void {
    if (this.#over) throw this.#error('ORDER_WRONG', name, 'a section', 'no section after the load is over');
    this.#over = true;
    const section = this.#find(name, instance);
    if (this.#isRam(name, instance)) this.#blocks(name, version, cursor);
    else if (section === undefined) {
      if (!optional) throw this.#error('SECTION_UNKNOWN', name, `instance ${instance}`);
      this.#dropped.push(name);
    } else {
      // Real loaders of the qemu framing accept a section twice; the last one wins.
      if (this.#descriptor.framing === 'native' && this.#came.has(section)) {
        throw this.#error('SECTION_DUPLICATE', name, `instance ${instance}`);
      }
      if (version < section.minimum || version > section.version) {
        throw this.#error('SECTION_VERSION_REFUSED', name, String(version), `${section.minimum}..${section.version}`);
      }
      this.#order(section, name);
      this.#came.set(section, section.decode(cursor, this.#env, version));
      this.#dropped.push(...(cursor.dropped ?? []));
      this.#absent.push(...(cursor.absent ?? []));
    }
    this.#over = false;
  }

  finish(): LoadReport {
    if (this.#over) throw this.#error('ORDER_WRONG', '', 'finish', 'a load that is not over');
    this.#over = true;
    if (this.#ram !== undefined) throw this.#error('SECTION_MISSING', ramSectionName);
    const { descriptor, fresh } = { descriptor: this.#descriptor, fresh: this.#descriptor.reset(this.#env) };
    descriptor.sections.forEach((section, index) => {
      const came = this.#came.get(section);
      if (came === undefined) {
        const name = this.#names[index]?.name ?? section.id;
        if (section.mandatory && descriptor.framing === 'native') throw this.#error('SECTION_MISSING', name);
        this.#absent.push(name);
      }
      Object.assign(fresh, came ?? section.absent(this.#env));
    });
    for (const { name, value } of descriptor.derived ?? []) Object.assign(fresh, { [name]: value(fresh, this.#env) });
    for (const invariant of descriptor.invariants) {
      if (!invariant.holds(fresh, this.#env)) throw this.#error('INVARIANT_BROKEN', '', undefined, invariant.text);
    }
    this.#commit(fresh);
    return { dropped: this.#dropped, absent: this.#absent };
  }

  #isRam(name: string, instance: number): boolean {
    return this.#descriptor.framing === 'native' && this.#descriptor.ram !== undefined && name === ramSectionName && instance === 0;
  }

  #blocks(name: string, version: number, cursor: Cursor): void {
    if (this.#ram === undefined) throw this.#error('SECTION_DUPLICATE', name);
    if (version !== ramSectionVersion) throw this.#error('SECTION_VERSION_REFUSED', name, String(version), String(ramSectionVersion));
    checkRam(cursor, this.#ram);
    this.#ram = undefined;
  }

  /** What must be loaded before others comes before them. The qemu framing takes what comes as it comes. */
  #order(section: SectionDescriptor<S, C>, name: string): void {
    if (this.#descriptor.framing !== 'native') return;
    const early = [...this.#came.keys()].find(({ after = [] }) => after.includes(section.id));
    if (early !== undefined) throw this.#error('ORDER_WRONG', name, `after ${early.id}`, `before ${early.id}`);
  }

  #find(name: string, instance: number): SectionDescriptor<S, C> | undefined {
    const index = this.#names.findIndex((known) => known.name === name && known.instance === instance);
    return this.#descriptor.sections[index];
  }

  #error(code: RuntimeCode, section: string, have?: string, want?: string): MigspecError {
    const text = `${code}${section === '' ? '' : ` ${section}`}${have === undefined ? '' : `, have ${have}`}${want === undefined ? '' : `, want ${want}`}`;
    return new MigspecError(code, text, {
      model: this.#descriptor.model,
      ...(section === '' ? {} : { section }),
      ...(have === undefined ? {} : { have }),
      ...(want === undefined ? {} : { want }),
    });
  }
}
