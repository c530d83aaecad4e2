import { readFileSync } from 'node:fs';
import { Project } from 'ts-morph';
import { expect, test } from 'vitest';

test("the compiler's tree and the documents' tree, printed from their schema, are one type", () => {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { strict: true, exactOptionalPropertyTypes: true } });
  const copy = (name: string, path: string) => project.createSourceFile(name, readFileSync(new URL(path, import.meta.url), 'utf8'));
  copy('compiler.ts', '../../src/expr/tree.ts');
  copy('documents.ts', '../../../packages/capabilities/src/expr.ts');
  const types = `import type * as A from './compiler.js';\nimport type * as B from './documents.js';\n`;
  const mistakes = (name: string, code: string): readonly string[] =>
    project
      .createSourceFile(name, types + code)
      .getPreEmitDiagnostics()
      .map((each) => String(each.getMessageText()));
  expect(mistakes('to.ts', 'export const to = (value: A.Expr): B.Expr => value;')).toEqual([]);
  expect(mistakes('from.ts', 'export const from = (value: B.Expr): A.Expr => value;')).toEqual([]);
  expect(mistakes('wrong.ts', "export const e: A.Expr = { op: 'divide' };")).toHaveLength(1);
});
