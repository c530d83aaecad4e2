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
  /** Of all builds of the spec. */
  readonly documents: readonly CapabilityDocument[];
  private readonly folder: string;
  private readonly state: SpecState;

  /** Throws SpecRefused for a spec with errors. */
  constructor(folder: string) {
    const { state, ...refused } = stateOfFolder(specFolder(folder));
    if (state === undefined) {
      if ('diagnostics' in refused) throw new SpecRefused(refused.diagnostics, refused.sources);
      throw new Error('a spec without a state has findings');
    }
    this.folder = folder;
    this.state = state;
    this.documents = state.documents as readonly CapabilityDocument[];
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

  /** Throws UsageError where the spec does not say what the documents say. What facts of a host decided is not compared. */
  expectSame(documents: readonly CapabilityDocument[]): void {
    for (const document of documents) {
      const own = this.documents.find(({ build }) => build === document.build);
      const differs = own !== undefined && document.host === undefined && documentDigest(own) !== documentDigest(document);
      if (own !== undefined && !differs) continue;
      const why = differs ? `says something else of ${document.build} than its document` : `has no build ${document.build}`;
      throw new UsageError(`--explain: ${this.folder} ${why}; --spec DIR names the spec that the documents come from`);
    }
  }
}
