/**
 * What a runner and a testee say to each other: one JSON object in a message, a request and its reply in turn. The reference
 * is docs/reference/testee.md.
 */
import type { CodecCase, Json } from '@migspec/vectors';

export const protocolVersion = 1;

/** Bytes of JSON in one message. */
export const longestMessage = 16 * 1024 * 1024;

export type Request =
  | { readonly op: 'hello'; readonly protocol: number }
  | (CodecCase & { readonly op: 'decode'; readonly hex: string })
  | (CodecCase & { readonly op: 'encode'; readonly value: Json });

export type CodecRequest = Exclude<Request, { op: 'hello' }>;

export interface Hello {
  readonly name: string;
  /** Undefined stands for all. */
  readonly codecs: ReadonlySet<string> | undefined;
}

/** What a decode or an encode comes to, on either side. */
export type Answer =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'hex'; readonly hex: string }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'unsupported' };

/** A reply that breaks the protocol: what is wrong with it. */
export interface Garbled {
  readonly kind: 'garbled';
  readonly problem: string;
}

export function readHello(reply: unknown): Hello | Garbled {
  if (!isObject(reply)) return garbled('the answer to hello is no object');
  if (reply.protocol !== protocolVersion)
    return garbled(`the testee speaks protocol ${said(reply.protocol)}, this runner ${protocolVersion}`);
  const { name, codecs } = reply;
  if (typeof name !== 'string' || name === '') return garbled('the answer to hello has no name');
  if (codecs === 'all') return { name, codecs: undefined };
  if (Array.isArray(codecs) && codecs.every((codec) => typeof codec === 'string')) return { name, codecs: new Set(codecs) };
  return garbled('codecs in the answer to hello is neither "all" nor a list of MODEL|BUILD|SECTION');
}

export function readAnswer(op: CodecRequest['op'], reply: unknown): Answer | Garbled {
  if (!isObject(reply)) return garbled(`an object is needed, have ${said(reply)}`);
  if (reply.unsupported === true) return { kind: 'unsupported' };
  if (reply.ok === false) {
    const code = reply.error;
    return typeof code === 'string' ? { kind: 'error', code } : garbled('ok is false, and error is no string');
  }
  if (reply.ok !== true) return garbled(`ok is neither true nor false: ${said(reply)}`);
  if (op === 'decode') {
    const { value } = reply;
    return isObject(value) ? { kind: 'value', value: value as Json } : garbled('a decode that is ok has a value, which is an object');
  }
  const { hex } = reply;
  return typeof hex === 'string' ? { kind: 'hex', hex } : garbled('an encode that is ok has hex, which is a string');
}

/** Which codec a case is about, as messages and `hello` name it. */
export function codecName({ model, build, section }: Pick<CodecCase, 'model' | 'build' | 'section'>): string {
  return `${model}|${build}|${section}`;
}

function garbled(problem: string): Garbled {
  return { kind: 'garbled', problem };
}

function said(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
