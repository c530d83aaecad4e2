/**
 * Whether a change breaks anything is the check's to say, and the check reads documents, which the generator makes and does
 * not read. So the rules ask through this: whoever runs them brings a judge.
 */

/** A build of one of the two states. */
export interface BuildRef {
  readonly from: 'before' | 'after';
  /** `qemu@5.2.0` */
  readonly build: string;
}

/** Something that goes wrong on the way from one build to another. */
export interface JudgedReason {
  readonly model: string;
  /** A code of the check, or of a creation that is refused. */
  readonly code: string;
  readonly class: 'create' | 'state' | 'guest' | 'policy';
  /** Only for some states of the device. */
  readonly depends: boolean;
  readonly param?: string;
  /** What the param is recognised by, where that is not its name. */
  readonly identity?: string;
  readonly section?: string;
  /** Dotted path of the field; of both fields where they differ: `a / b`. */
  readonly field?: string;
  readonly observable?: string;
  /** What the observable shows in either build: `params.ID`, `state.NAME`. */
  readonly shows?: readonly string[];
  readonly have?: string;
  readonly want?: string;
  /** Seen with something that can be created at the destination; where nothing can, with what the source starts when told nothing. */
  readonly promised: boolean;
  /** Where it was seen first: the machine type, or `configured`; and what the source was started with. */
  readonly on: string;
  readonly configuration: string;
  /** Where the model has several device classes: the one that was started. */
  readonly deviceClass?: string;
  /** It is not the first class of the model. */
  readonly otherClass?: true;
  /** Further classes of the model that fare like the one that was started. */
  readonly alike?: readonly string[];
}

/** Every reason, once for each machine type, over all that the matrix would start. Builds that both states have alike may be asked once. */
export type Judge = (source: BuildRef, destination: BuildRef, model: string) => readonly JudgedReason[];
