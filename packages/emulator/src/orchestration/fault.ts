/** One thing that goes wrong in a run, at one step. Steps are acts, counted from 0 in the order in which they happen. */
import type { Part, Party } from './protocol.js';

export type Fault =
  /** The act is refused by whoever would do it, before it does anything. */
  | { readonly kind: 'refusal'; readonly step: number }
  /** `who` is gone just before the act. */
  | { readonly kind: 'crash'; readonly step: number; readonly who: Party }
  /** The message never comes; `who` loses patience first. */
  | { readonly kind: 'lost'; readonly step: number; readonly who: Party }
  | { readonly kind: 'duplicate'; readonly step: number }
  /** A part of the stream that the message carries ends in its middle. */
  | { readonly kind: 'truncated'; readonly step: number; readonly part: Part }
  /** The message comes when `who` has given up and acted on it; `late`: when everybody has. */
  | { readonly kind: 'timeout'; readonly step: number; readonly who: Party; readonly late: boolean };

export function faultText(fault: Fault): string {
  const { kind, step } = fault;
  const who = 'who' in fault ? ` ${fault.who}` : 'part' in fault ? ` ${fault.part}` : '';
  return `${kind}@${step}${who}${kind === 'timeout' && fault.late ? ' late' : ''}`;
}
