/**
 * Generated device modules, evaluated in memory: Node keeps every module that it imports, and a run makes thousands. The
 * code is our own and has one statement for each import and export, at the start of a line.
 */
import type { GeneratedDevices } from '@migspec/conformance';
import type { EmittedFile } from '@migspec/generator';
import * as runtime from '@migspec/runtime';

type Exports = Record<string, unknown>;
type Body = (need: (from: string) => unknown, exports: Exports) => void;

/** Of one process: the same text is the same function. */
export class ModuleBodies {
  readonly #bodies = new Map<string, Body>();

  of(text: string): Body {
    const known = this.#bodies.get(text);
    if (known !== undefined) return known;
    const made = new Function('need', 'exports', bodyOf(text)) as Body;
    this.#bodies.set(text, made);
    return made;
  }
}

export function evaluate(files: readonly EmittedFile[], bodies: ModuleBodies): GeneratedDevices {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const made = new Map<string, Exports>();
  const load = (path: string): Exports => {
    const known = made.get(path);
    if (known !== undefined) return known;
    const exports: Exports = {};
    made.set(path, exports);
    const text = texts.get(path);
    if (text === undefined) throw new Error(`${path} was not generated`);
    bodies.of(text)((from) => (from === '@migspec/runtime' ? runtime : load(resolve(path, from))), exports);
    return exports;
  };
  return { ...load('src/registry.js'), ...load('src/machines.js') } as unknown as GeneratedDevices;
}

function resolve(from: string, to: string): string {
  return new URL(to, `file:///${from}`).pathname.slice(1);
}

function bodyOf(text: string): string {
  const names: string[] = [];
  const code = text
    .replace(/^import \* as (\w+) from ('[^']+');$/gm, 'const $1 = need($2);')
    .replace(
      /^import \{([^}]*)\} from ('[^']+');$/gm,
      (_, list: string, from: string) => `const {${list.replaceAll(' as ', ': ')}} = need(${from});`,
    )
    .replace(/^export (const|function|class) (\w+)/gm, (_, kind: string, name: string) => {
      names.push(name);
      return `${kind} ${name}`;
    })
    .replaceAll(/\bimport\(('[^']+')\)/g, 'Promise.resolve(need($1))');
  return `'use strict';\n${code}\nObject.assign(exports, { ${names.join(', ')} });\n`;
}
