/** A TypeScript module as data: what the printer turns into text. */
export interface ModuleDraft {
  /** Relative to the root of the package. */
  readonly path: string;
  /** Comment at the top, without comment signs. */
  readonly header: readonly string[];
  readonly imports: readonly ImportDraft[];
  readonly declarations: readonly Declaration[];
}

export interface ImportDraft {
  readonly from: string;
  /** Imported as a whole under this name. */
  readonly namespace?: string;
  readonly names?: readonly { readonly name: string; readonly typeOnly: boolean }[];
}

interface Declared {
  readonly name: string;
  /** Lines of its comment. */
  readonly docs?: readonly string[];
  readonly exported: boolean;
}

export interface PropertyDraft {
  readonly name: string;
  readonly type: string;
  readonly readonly: boolean;
  readonly docs: readonly string[];
}

export interface ParameterDraft {
  readonly name: string;
  readonly type: string;
  readonly init?: string;
}

export type Declaration =
  | (Declared & { readonly kind: 'object-type'; readonly properties: readonly PropertyDraft[] })
  | (Declared & { readonly kind: 'type'; readonly type: string })
  | (Declared & { readonly kind: 'const'; readonly type?: string; readonly init: string })
  | (Declared & {
      readonly kind: 'function';
      readonly parameters: readonly ParameterDraft[];
      readonly returns: string;
      readonly body: string;
    })
  | (Declared & { readonly kind: 'class'; readonly base: string; readonly members: readonly ClassMember[] })
  | { readonly kind: 'export-all'; readonly from: string; readonly as?: string };

export type ClassMember =
  | { readonly kind: 'static'; readonly name: string; readonly init: string; readonly docs: readonly string[] }
  | {
      readonly kind: 'method';
      readonly name: string;
      readonly parameters: readonly ParameterDraft[];
      readonly returns: string;
      readonly body: string;
      readonly docs: readonly string[];
    };
