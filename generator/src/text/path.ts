/** Names that Windows keeps for devices, whatever comes behind a dot. */
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** Why a part of a path cannot be the name of a file on every system; nothing when it can. */
export function partProblem(part: string): string | undefined {
  if (part === '') return 'it has an empty part';
  if (part === '.' || part === '..') return `"${part}" is another folder`;
  if (devices.test(part)) return `"${part}" is a device on some systems`;
  const character = /[<>:"|?*\\]/.exec(part)?.[0];
  if (character !== undefined) return `"${part}" holds ${character}, which some systems do not have in names`;
  return part.endsWith('.') ? `"${part}" ends in a dot, which some systems drop` : undefined;
}

/** The first problem of a path with `/`. */
export function pathProblem(path: string): string | undefined {
  return path
    .split('/')
    .map(partProblem)
    .find((problem) => problem !== undefined);
}

/** Paths with one key are one file where upper and lower case are the same. */
export function pathKey(path: string): string {
  return path.toLowerCase().normalize('NFC');
}
