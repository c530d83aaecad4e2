import type { Folder } from '../parse/load.js';

/** The schema of each folder's files, as `generate` writes it into `schema/`. */
const schemas: Readonly<Record<Folder, string>> = {
  models: 'model',
  types: 'types',
  classes: 'classes',
  implementations: 'implementation',
  compat: 'compat',
  machines: 'machines',
  composed: 'composed',
};

/** What any modeline of the YAML language server begins with. */
export const modelineStart = /^#\s*yaml-language-server\s*:/;

/** The line that tells an editor which schema a file has. `path`: below the folder, without extension (`example.org/nic`). */
export function modeline({ folder, path }: { readonly folder: Folder; readonly path: string }): string {
  const up = '../'.repeat(path.split('/').length);
  return `# yaml-language-server: $schema=${up}schema/${schemas[folder]}.schema.json`;
}
