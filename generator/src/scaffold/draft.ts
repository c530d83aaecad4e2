import { basename, join } from 'node:path';
import { Reporter } from '../diagnostics/reporter.js';
import { type CompileResult, compileFiles } from '../driver/compile.js';
import { saveFiles } from '../edit/save.js';
import { formatFile } from '../format/format.js';
import { modeline } from '../format/modeline.js';
import { type Folder, loadSpec, type SpecFile } from '../parse/load.js';
import { sourceText } from '../text/source.js';

/** A mistake of the caller: what is wrong and what to do. */
export class ScaffoldRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScaffoldRefused';
  }
}

export interface ChangedFile {
  /** `spec/models/example.org/nic.yaml` */
  readonly file: string;
  readonly made: boolean;
}

/** A spec in memory that is being changed; the disk changes when all is done, and only if the result has no errors. */
export class Draft {
  readonly #specDir: string;
  readonly #files = new Map<string, SpecFile>();
  readonly #changed = new Map<string, ChangedFile>();

  constructor(specDir: string) {
    this.#specDir = specDir;
    for (const file of loadSpec(specDir, new Reporter())) this.#files.set(file.source.file, file);
  }

  compile(): CompileResult {
    return compileFiles([...this.#files.values()]);
  }

  get empty(): boolean {
    return this.#files.size === 0;
  }

  has(folder: Folder, path: string): boolean {
    return [...this.#files.values()].some((file) => file.folder === folder && file.path === path);
  }

  text(file: string): string {
    return this.#files.get(file)?.source.text ?? '';
  }

  create(folder: Folder, path: string, lines: readonly string[]): void {
    const file = `${basename(this.#specDir)}/${folder}/${path}.yaml`;
    if (this.#files.has(file) || this.has(folder, path)) throw new ScaffoldRefused(`${file} is there already`);
    const text = `${[modeline({ folder, path }), ...lines].join('\n')}\n`;
    this.#files.set(file, { folder, path, source: sourceText(file, text) });
    this.#changed.set(file, { file, made: true });
  }

  /** A file that was in canonical form stays in it; of another only the new lines are new. */
  edit(file: string, change: (text: string) => string): void {
    const before = this.#files.get(file);
    if (before === undefined) throw new ScaffoldRefused(`${file} cannot be read`);
    const canonical = formatFile(before).text === before.source.text;
    const changed = { ...before, source: sourceText(file, change(before.source.text)) };
    const formatted = canonical ? formatFile(changed).text : undefined;
    this.#files.set(file, formatted === undefined ? changed : { ...changed, source: sourceText(file, formatted) });
    if (!this.#changed.has(file)) this.#changed.set(file, { file, made: false });
  }

  save(): readonly ChangedFile[] {
    const root = basename(this.#specDir);
    saveFiles([...this.#changed.keys()].map((file) => ({ path: join(this.#specDir, file.slice(root.length + 1)), text: this.text(file) })));
    return [...this.#changed.values()];
  }
}
