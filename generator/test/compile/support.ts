import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { type CompileResult, compileFiles } from '../../src/driver/compile.js';
import type { ModelIR } from '../../src/ir/spec.js';
import { type Folder, folders, type SpecFile } from '../../src/parse/load.js';
import { sourceText } from '../../src/text/source.js';

/** Files of a spec in memory, by path: `models/example.org/nic.yaml`. */
export function specFiles(files: Readonly<Record<string, string>>): readonly SpecFile[] {
  return Object.entries(files).map(([path, text]) => {
    const folder = folders.find((each) => path.startsWith(`${each}/`));
    if (folder === undefined) throw new Error(`${path} lies in no folder of a spec`);
    return {
      folder: folder satisfies Folder,
      path: path.slice(folder.length + 1).replace(/\.yaml$/, ''),
      source: sourceText(`spec/${path}`, text),
    };
  });
}

export function compileText(files: Readonly<Record<string, string>>): CompileResult {
  return compileFiles(specFiles(files));
}

/** Compiles a model named `example.org/nic`, with other files when needed; throws the findings when it has errors. */
export function compileNic(body: string, files: Readonly<Record<string, string>> = {}): ModelIR {
  const result = compileText({ 'models/example.org/nic.yaml': `model: example.org/nic\n${body}`, ...files });
  const model = result.spec?.models.find((each) => each.id === 'example.org/nic');
  if (model === undefined) throw new Error(brief(result.diagnostics).join('\n'));
  return model;
}

/** Findings of the same model as `CODE line message`. */
export function nicFindings(body: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return brief(compileText({ 'models/example.org/nic.yaml': `model: example.org/nic\n${body}`, ...files }).diagnostics);
}

export function brief(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map((each) => `${each.code} ${each.message}`);
}

/** A model with one section of these fields. */
export function fields(text: string, more = ''): string {
  return `state:\n  nic: { sources: [test], fields: { ${text} } }\n${more}`;
}
