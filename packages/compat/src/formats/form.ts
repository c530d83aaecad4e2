/**
 * Other forms of the capability document. A form is written from a native document and read back into one; what it cannot
 * carry is its `loses`, and a document that was read says the same of itself in `silent`, so that a check takes it for unknown.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Result } from '../problem.js';

export type FormName =
  | 'array-2020'
  | 'info-v3'
  | 'info-v4'
  | 'vhost-user-versions'
  | 'vhost-user-capabilities'
  | 'mdev'
  | 'libvirt-xml'
  | 'node-labels'
  | 'nova-traits';

/** Text by path: one file, or a tree of small ones. */
export type FormFiles = Readonly<Record<string, string>>;

/** What a form does not carry. */
export interface Loss {
  /** A JSON pointer into the native document; `*` stands for any member or element. */
  readonly at: string;
  /** In words. */
  readonly what: string;
  /**
   * Without: what is there is gone. `order`: only the order of the list. `name`: only the keys. `cut`: entries of state
   * versions below the minimum. `empty`: that there is a list, and nothing in it. `params`: it comes back as one of the model's params.
   */
  readonly only?: 'order' | 'name' | 'cut' | 'empty' | 'params';
}

export interface FormOptions {
  /** The one model of a form that has room for one; where it names none, what it is called when it is read. */
  readonly model?: string;
  /** `implementation@build` of a form that does not say which build speaks. */
  readonly build?: string;
  /** What kind of vhost-user backend it is, where the model's name does not tell. */
  readonly type?: string;
}

export interface Form {
  readonly name: FormName;
  readonly title: string;
  /** Where the form comes from. */
  readonly source: string;
  /** The name of its file; of a tree, its first folder. */
  readonly file: string;
  readonly tree: boolean;
  /** Exactly what a native document loses on the way through the form. */
  readonly loses: readonly Loss[];
  /** Refusal: FORM_CANNOT_SAY, where the form has no way to write something that it carries. */
  write(document: CapabilityDocument, options?: FormOptions): Result<FormFiles>;
  /** Whether files look like this form; a quick look, no judgement. */
  recognises(files: FormFiles): boolean;
  /** Refusals: FORM_INVALID with a place, DOCUMENT_TOO_LARGE; then those of a native document. */
  read(files: FormFiles, options?: FormOptions): Result<CapabilityDocument>;
}
