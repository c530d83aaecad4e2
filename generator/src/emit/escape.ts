/** What every language does with text of a spec: characters that a reader cannot see, or that turn what he sees, become escapes. */

/** Characters that end lines, turn the direction of text or cannot be seen, and halves of surrogate pairs: as escapes. */
export function escapeInvisible(text: string): string {
  return text.replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu, hexEscape);
}

function hexEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A part of a file name that is the same on every file system. */
export function fileName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._@-]+/g, '-').replace(/^[.-]+|[.]+$/g, '');
  return plain === '' ? '_' : plain;
}

/** Where the modules of a model lie, below `src` and below the package's name. */
export function modelPath(path: string): string {
  return path.split('/').map(fileName).join('/');
}

/** The module of one model in one build, without extension. */
export function deviceModulePath({ path, buildId }: { readonly path: string; readonly buildId: string }): string {
  return `${modelPath(path)}/${fileName(buildId)}`;
}
