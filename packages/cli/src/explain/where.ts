/** Lines of the spec that a reason comes from: the spec is compiled on the spot, and must say what the documents say. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { documentDigest, type Machine } from '@migspec/compat';
import { type SpecState, stateOfFolder } from '@migspec/generator';
import { lineColumn, lineText } from '@migspec/generator/diagnostics';
import { UsageError } from '../exit.js';
import { specFolder } from '../folders.js';
import { SpecRefused } from '../packages.js';
import { type About, specPaths } from './paths.js';

/** One line of the spec. */
export interface Line {
  readonly about: string;
  readonly build: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Side {
  readonly document: CapabilityDocument;
  readonly machine?: Machine;
}

export class Whereabouts {
  private readonly state: SpecState;

  /** Throws SpecRefused for a spec with errors, and UsageError where it does not say what the documents say. */
  constructor(folder: string, documents: readonly CapabilityDocument[]) {
    const { state, ...refused } = stateOfFolder(specFolder(folder));
    if (state === undefined) {
      if ('diagnostics' in refused) throw new SpecRefused(refused.diagnostics, refused.sources);
      throw new Error('a spec without a state has findings');
    }
    this.state = state;
    for (const document of documents) this.expectSame(document, folder);
  }

  /** Each line once, those of the source first. */
  linesOf(about: About, sides: readonly Side[]): readonly Line[] {
    const lines = sides.flatMap(({ document, machine }) =>
      specPaths(about, document, machine).flatMap((each) =>
        this.spelled(each.path).flatMap((path) => this.line(each.about, document.build, path)),
      ),
    );
    return lines.filter(({ file, line }, index) => lines.findIndex((other) => other.file === file && other.line === line) === index);
  }

  /** `*` stands for each compat set. */
  private spelled(path: readonly string[]): readonly (readonly string[])[] {
    if (path[0] !== 'compat') return [path];
    return this.state.spec.compatSets.map(({ name }) => path.map((part) => (part === '*' ? name : part)));
  }

  private line(about: string, build: string, path: readonly string[]): readonly Line[] {
    const span = this.state.positions.get(...path);
    const source = span === undefined ? undefined : this.state.sources.get(span.file);
    if (span === undefined || source === undefined) return [];
    const { line, column } = lineColumn(source, span.start);
    return [{ about, build, file: span.file, line, column, text: lineText(source, line).trim() }];
  }

  private expectSame(document: CapabilityDocument, folder: string): void {
    const documents = this.state.documents as readonly CapabilityDocument[];
    const own = documents.find(({ build }) => build === document.build);
    const { host: _host, ...asBuilt } = document;
    if (own === undefined)
      throw new UsageError(`--explain: ${folder} has no build ${document.build}; --spec DIR names the spec that the documents come from`);
    if (document.host !== undefined || documentDigest(own) === documentDigest(asBuilt)) return;
    throw new UsageError(
      `--explain: ${folder} says something else of ${document.build} than its document; --spec DIR names the spec that it comes from`,
    );
  }
}
