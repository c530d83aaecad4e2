import { type CompatCode, codeNumber, compatCodes } from '../codes.js';
import type { DevicePair, Note, Subject } from './types.js';

export function note(code: CompatCode, pair: DevicePair | undefined, subject: Subject = {}, text?: string): Note {
  const where = pair === undefined ? {} : { model: pair.source.id, address: pair.address };
  return { code, number: codeNumber(code), ...where, ...subject, text: text ?? compatCodes[code].meaning };
}
