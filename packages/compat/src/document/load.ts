/**
 * Documents come from strangers: a document is looked at against the schema, with bounds, before anything else reads it.
 * Expressions with operators that this checker does not know are let through; the check says so where they decide.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import { documentDefinitions } from '@migspec/capabilities/schema';
import type { Problem, Result } from '../problem.js';
import { documentDigest } from './digest.js';
import { checkLinks } from './links.js';
import { isObject, type LoadLimits, mostProblems, Validator } from './validate.js';

export const defaultLimits: LoadLimits = { nodes: 4_000_000, depth: 96, text: 65_536 };

/** Takes parsed JSON. Codes: DOCUMENT_INVALID with a JSON pointer, DOCUMENT_VERSION_REFUSED, DOCUMENT_TOO_LARGE, DOCUMENT_DIGEST_WRONG. */
export function loadCapabilities(json: unknown, limits: LoadLimits = defaultLimits): Result<CapabilityDocument> {
  if (isObject(json) && 'documentVersion' in json && json.documentVersion !== 1) {
    const have = String(json.documentVersion).slice(0, 40);
    return fail([
      { code: 'DOCUMENT_VERSION_REFUSED', message: `document version ${have} is not known`, at: '/documentVersion', have, want: '1' },
    ]);
  }
  const validator = new Validator(documentDefinitions, limits, { code: 'DOCUMENT_INVALID', whole: 'the document' });
  validator.check(json, { $ref: '#/$defs/CapabilityDocument' }, '', 0);
  if (validator.problems.length > 0) return fail(validator.problems);
  // The schema is what the type was printed from.
  const document = json as CapabilityDocument;
  const links = checkLinks(document);
  if (links.length > 0) return fail(links.slice(0, mostProblems));
  const digest = document.digest === undefined ? undefined : documentDigest(document);
  if (digest === document.digest) return { ok: true, value: document };
  const message = 'the digest is not that of what the document says';
  return fail([
    { code: 'DOCUMENT_DIGEST_WRONG', message, at: '/digest', have: String(document.digest).slice(0, 80), want: String(digest) },
  ]);
}

function fail(problems: readonly Problem[]): Result<never> {
  return { ok: false, problems };
}
