/** The generated codecs as a testee: what they answer to a request. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Json, Values } from '@migspec/vectors';
import type { GeneratedDevices } from '../run/load.js';
import { sectionReferences } from '../vectors/sections.js';
import { type CodecRequest, codecName, protocolVersion, type Request } from './protocol.js';
import type { SectionReference } from './reference.js';

export class GeneratedTestee {
  readonly #sections: ReadonlyMap<string, SectionReference>;

  private constructor(sections: readonly SectionReference[]) {
    this.#sections = new Map(sections.map((one) => [codecName({ model: one.model, build: one.build, section: one.section.id }), one]));
  }

  static async of(documents: readonly CapabilityDocument[], registry: GeneratedDevices['registry']): Promise<GeneratedTestee> {
    return new GeneratedTestee(await sectionReferences(documents, registry));
  }

  /** The reply, ready for JSON. */
  reply(request: Request): Json {
    if (request.op === 'hello') return { protocol: protocolVersion, name: 'generated TypeScript', codecs: [...this.#sections.keys()] };
    return this.#codec(request);
  }

  #codec(request: CodecRequest): Json {
    const section = this.#sections.get(codecName(request));
    if (section === undefined) return { unsupported: true };
    const answer = request.op === 'decode' ? section.decode(request, request.hex) : section.encode(request, request.value as Values);
    switch (answer.kind) {
      case 'value':
        return { ok: true, value: answer.value };
      case 'hex':
        return { ok: true, hex: answer.hex };
      case 'error':
        return { ok: false, error: answer.code };
      case 'unsupported':
        return { unsupported: true };
    }
  }
}
