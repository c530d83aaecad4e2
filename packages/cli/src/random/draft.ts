/** A spec as its author would write it, as plain data that edits change: JSON is YAML. */
import type { SpecFile } from '@migspec/generator';

export type Data = { [key: string]: Value };
export type Value = string | number | boolean | Value[] | Data;

export const model = 'example.org/thing';

export class Draft {
  /** By path below the spec's folder, without the extension. */
  readonly files: Map<string, Data>;

  constructor(files: ReadonlyMap<string, Data>) {
    this.files = new Map(files);
  }

  copy(): Draft {
    return new Draft(structuredClone(this.files));
  }

  get model(): Data {
    return this.file(`models/${model}`);
  }

  get implementation(): Data {
    return this.file('implementations/vm');
  }

  get started(): boolean {
    return this.implementation.destination === 'started';
  }

  get native(): boolean {
    return this.implementation.framing === 'native';
  }

  get builds(): Data {
    return part(this.implementation, 'builds');
  }

  get params(): Data {
    return part(this.model, 'params');
  }

  get sections(): Data {
    return part(this.model, 'state');
  }

  get situations(): Data {
    return part(this.model, 'situations');
  }

  file(path: string): Data {
    const file = this.files.get(path);
    if (file === undefined) throw new Error(`${path} is not there`);
    return file;
  }

  /** Makes sure of a release 2.0 that knows what 1.0 does not. */
  revise(): void {
    this.model.revisions = ['r1', 'r2'];
    this.release();
    const newest = part(part(part(this.builds, '2.0'), 'models'), model);
    newest.revision = 'r2';
    part(part(part(this.builds, '1.0'), 'models'), model).revision = 'r1';
  }

  /** Makes sure of a release 2.0, and of what it restores of 1.0. */
  release(): void {
    if (this.builds['2.0'] !== undefined) return;
    const { builds } = this;
    this.implementation.builds = { '2.0': { models: { [model]: { revision: 'r1' } } }, ...builds };
    if (!this.started) return;
    this.files.set('machines/pc', {
      machines: 'pc',
      implementation: 'vm',
      types: { 'pc-2.0': { added: '2.0' }, 'pc-1.0': { compat: '1.0' } },
    });
    this.files.set('compat/1.0', { compat: '1.0', implementation: 'vm', entries: {} });
  }
}

/** The map under the key; made where it is not there. */
export function part(of: Data, key: string): Data {
  const known = of[key];
  if (isData(known)) return known;
  const made: Data = {};
  of[key] = made;
  return made;
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const folders = ['models', 'types', 'classes', 'implementations', 'compat', 'machines', 'composed'] as const;

export function filesOf({ files }: Draft): SpecFile[] {
  return [...files].flatMap(([path, data]) => {
    const folder = folders.find((name) => path.startsWith(`${name}/`));
    if (folder === undefined) return [];
    const text = `${JSON.stringify(data, undefined, 1)}\n`;
    const lineStarts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
    return [{ folder, path: path.slice(folder.length + 1), source: { file: `spec/${path}.yaml`, text, lineStarts } }];
  });
}
