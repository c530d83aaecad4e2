/**
 * Mutants that survive because no test can tell them from the original, each with why. `text` is the line, without the blanks
 * around it. A boundary that survives needs an entry; an entry whose mutant no longer survives is a fault.
 */
export const explained = [];
