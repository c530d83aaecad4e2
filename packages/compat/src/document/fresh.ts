/**
 * Whether a copy of a document may still be used. Managers keep copies, and what a document says may change with the build,
 * with facts of the host, and with a reboot or a driver that is loaded again; nobody should have to flush a cache by hand.
 * Source: the thread of November 2020 on refreshing migration info.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import type { Problem } from '../problem.js';
import { parseValue, sameValue } from '../values.js';

/** What is cheap to ask of a host without making the document again. What is left out is not compared. */
export interface HostNow {
  /** The build that is installed: `qemu@5.2.0`. */
  readonly build?: string;
  /** The host's word for when its facts were read last. */
  readonly epoch?: string;
  readonly facts?: Readonly<Record<string, ParamValue>>;
  /** Of the document that the host would print now. */
  readonly digest?: string;
}

/**
 * Every reason to fetch the document again, DOCUMENT_STALE each: another build; another epoch, or one that the copy does not
 * have; a fact that decides something of the document and is unknown to the copy or has another value. An equal digest ends
 * the question: the host would print the same. No reasons: the copy holds.
 */
export function staleReasons(copy: CapabilityDocument, now: HostNow): readonly Problem[] {
  if (now.digest !== undefined && now.digest === copy.digest) return [];
  const problems: Problem[] = [];
  const compare = (what: string, have: string | undefined, want: string | undefined): void => {
    if (want === undefined || have === want) return;
    const message = `${what} is ${want} on the host, and ${have ?? 'unknown'} in the copy`;
    problems.push({ code: 'DOCUMENT_STALE', message, have: have ?? 'unknown', want });
  };
  compare('the build', copy.build, now.build);
  compare('the digest', copy.digest, now.digest);
  compare('the epoch', copy.validity?.epoch, now.epoch);
  for (const name of copy.validity?.facts ?? Object.keys(copy.hostFacts)) {
    const raw = now.facts !== undefined && Object.hasOwn(now.facts, name) ? now.facts[name] : undefined;
    if (raw === undefined) continue;
    const type = Object.hasOwn(copy.hostFacts, name) ? copy.hostFacts[name]?.type : undefined;
    const typed = (value: ParamValue): ParamValue => (type === undefined ? undefined : parseValue(type, value)) ?? value;
    const kept = copy.host !== undefined && Object.hasOwn(copy.host, name) ? copy.host[name] : undefined;
    if (kept !== undefined && sameValue(typed(kept), typed(raw))) continue;
    compare(`host fact ${name}`, kept === undefined ? undefined : String(kept), String(raw));
  }
  return problems;
}
