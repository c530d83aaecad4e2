/** What a document's digest is taken of, and the digest. */
import { createHash } from 'node:crypto';
import type { CapabilityDocument } from '@migspec/capabilities';

/** JSON with the keys of every object in code-unit order and no white space (RFC 8785). A member that is undefined is none. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key of inOrder(Object.keys(members))) {
    const member = members[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Documents that were generated are in order already. */
function inOrder(keys: string[]): readonly string[] {
  for (let at = 1; at < keys.length; at++) if ((keys[at] ?? '') < (keys[at - 1] ?? '')) return keys.sort();
  return keys;
}

/**
 * SHA-256, in hex, of the canonical JSON of everything but `$schema`, `validity` and `digest`: two documents with one digest
 * say the same, wherever their schema lies and whenever they were made. It is no signature.
 */
export function documentDigest(document: CapabilityDocument): string {
  const { $schema: _schema, validity: _validity, digest: _digest, ...content } = document;
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** The document with the digest of what it says. */
export function withDigest(document: CapabilityDocument): CapabilityDocument {
  return { ...document, digest: documentDigest(document) };
}
