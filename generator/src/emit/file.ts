/** What an emitter returns: a path relative to the root of its package (with `/`), and the whole text. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}
