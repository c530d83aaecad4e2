/** The only file that knows ts-morph: one whole-file structure per module, nothing is edited afterwards. */
import {
  type ImportDeclarationStructure,
  IndentationText,
  NewLineKind,
  type OptionalKind,
  type ParameterDeclarationStructure,
  Project,
  QuoteKind,
  type StatementStructures,
  StructureKind,
  ts,
} from 'ts-morph';
import type { EmittedFile } from '../file.js';
import type { ClassMember, Declaration, ImportDraft, ModuleDraft, ParameterDraft } from './draft.js';
import { propertyKey } from './text.js';

/** Turns drafts into text. One printer serves all modules of a run. */
export class ModulePrinter {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Single,
      useTrailingCommas: true,
    },
  });
  #count = 0;

  print(module: ModuleDraft): EmittedFile {
    const file = this.#project.createSourceFile(`/${this.#count++}.ts`, {
      statements: [
        module.header.map((line) => `// ${line}`).join('\n'),
        ...module.imports.map(importStructure),
        ...module.declarations.flatMap((declaration, index) => structures(declaration, `$body${index}$`)),
      ],
    });
    // The file stays in the project: forgetting it costs more than the memory, and the project goes with the run.
    const surface = file.getFullText();
    return { path: module.path, text: withBodies(surface, module.declarations) };
  }
}

/**
 * ts-morph parses what it prints, which would be most of the time for code that nobody asks it about: bodies and values
 * are written into its text afterwards, in place of a name that nothing else has.
 */
function withBodies(surface: string, declarations: readonly Declaration[]): string {
  return surface.replace(/^( *)(.*)\$body(\d+)\$;$/gm, (_, indent: string, before: string, index: string) => {
    const declaration = declarations[Number(index)];
    const body = declaration === undefined ? '' : bodyOf(declaration);
    return `${indent}${before}${body.replaceAll(/\n(?=.)/g, `\n${indent}`)}`;
  });
}

function bodyOf(declaration: Declaration): string {
  switch (declaration.kind) {
    case 'function':
      return declaration.body;
    case 'const':
      return `${declaration.init};`;
    case 'object-type':
      return `${objectType(declaration)};`;
    default:
      return '';
  }
}

function importStructure(draft: ImportDraft): ImportDeclarationStructure {
  const names = draft.names ?? [];
  const typeOnly = draft.namespace === undefined && names.length > 0 && names.every((name) => name.typeOnly);
  return {
    kind: StructureKind.ImportDeclaration,
    moduleSpecifier: draft.from,
    isTypeOnly: typeOnly,
    ...(draft.namespace === undefined ? {} : { namespaceImport: draft.namespace }),
    namedImports: names.map(({ name, typeOnly: one }) => ({ name, isTypeOnly: one && !typeOnly })),
  };
}

function structures(declaration: Declaration, body: string): (StatementStructures | string)[] {
  switch (declaration.kind) {
    case 'export-all':
      return [
        {
          kind: StructureKind.ExportDeclaration,
          moduleSpecifier: declaration.from,
          ...(declaration.as === undefined ? {} : { namespaceExport: declaration.as }),
        },
      ];
    // ts-morph would indent what follows the first line of a type or an initializer twice.
    case 'type':
      return [`\n${comment(declaration.docs)}${exported(declaration)}type ${declaration.name} = ${declaration.type};`];
    case 'object-type':
      return [`\n${comment(declaration.docs)}${exported(declaration)}type ${declaration.name} = ${body};`];
    case 'const': {
      const docs = comment(declaration.docs);
      const type = declaration.type === undefined ? '' : `: ${declaration.type}`;
      return [`${docs === '' ? '' : '\n'}${docs}${exported(declaration)}const ${declaration.name}${type} = ${body};`];
    }
    case 'function':
      return [
        {
          kind: StructureKind.Function,
          ...common(declaration),
          parameters: declaration.parameters.map(parameter),
          returnType: declaration.returns,
          statements: `${body};`,
        },
      ];
    case 'class':
      return [
        {
          kind: StructureKind.Class,
          ...common(declaration),
          extends: declaration.base,
          properties: declaration.members.flatMap((member) =>
            member.kind === 'static'
              ? [{ name: member.name, initializer: member.init, isStatic: true, isReadonly: true, docs: docs(member.docs) }]
              : [],
          ),
          methods: declaration.members.flatMap((member) => (member.kind === 'method' ? [method(member)] : [])),
        },
      ];
  }
}

function objectType(declaration: Declaration & { readonly kind: 'object-type' }): string {
  const { properties } = declaration;
  if (properties.length === 0) return 'Record<never, never>';
  const lines = properties.map((property) => {
    const docs = comment(property.docs).replace(/^(?=.)/gm, '  ');
    return `${docs}  ${property.readonly ? 'readonly ' : ''}${propertyKey(property.name)}: ${property.type};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

/** A JSDoc comment with its line end, or nothing. */
function comment(lines: readonly string[] = []): string {
  if (lines.length === 0) return '';
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

function exported({ exported: yes }: { readonly exported: boolean }): string {
  return yes ? 'export ' : '';
}

function method(member: ClassMember & { readonly kind: 'method' }) {
  return {
    name: member.name,
    isStatic: true,
    parameters: member.parameters.map(parameter),
    returnType: member.returns,
    statements: member.body,
    docs: docs(member.docs),
  };
}

function parameter({ name, type, init }: ParameterDraft): OptionalKind<ParameterDeclarationStructure> {
  return { name, type, ...(init === undefined ? {} : { initializer: init }) };
}

function common({ name, exported, docs: lines }: { readonly name: string; readonly exported: boolean; readonly docs?: readonly string[] }) {
  return { name, isExported: exported, docs: docs(lines) };
}

function docs(lines: readonly string[] | undefined) {
  return lines === undefined || lines.length === 0
    ? []
    : [{ description: lines.length === 1 ? (lines[0] ?? '') : `\n${lines.join('\n')}` }];
}

/** The module without its types, as a JavaScript module; nothing is checked. */
export function javascript(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  }).outputText;
}
