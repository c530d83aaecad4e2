/** Exit codes of the command line. 3 is an answer, not a failure: the migration would not work, or it depends. */
export const exitCodes = { ok: 0, findings: 1, usage: 2, notYes: 3, internal: 70, io: 74 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A mistake of the caller: what is wrong and what to do, in one or two lines. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
