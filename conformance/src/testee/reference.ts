/** The generated codecs as a testee's yardstick: one section on its own, without framing and without the device around it. */
import type { CapabilityDocument, DocumentFact, DocumentField, DocumentModel, DocumentSection } from '@migspec/capabilities';
import type { DeviceClass } from '@migspec/emulator';
import {
  type CodecEnv,
  Cursor,
  type DeviceState,
  MigspecError,
  type ParamDescriptor,
  type ParamValue,
  type SectionDescriptor,
  sectionPayload,
} from '@migspec/runtime';
import type { Circumstances, Json, Values } from '@migspec/vectors';
import type { Answer } from './protocol.js';
import { jsonOf, paramFromJson, valuesFromJson, variablesOf } from './values.js';

export class SectionReference {
  readonly build: string;
  readonly model: string;
  readonly document: CapabilityDocument;
  readonly documentModel: DocumentModel;
  readonly documentSection: DocumentSection;
  readonly type: DeviceClass;
  readonly section: SectionDescriptor;
  readonly #fields: readonly DocumentField[];

  constructor(document: CapabilityDocument, model: string, documentModel: DocumentModel, section: DocumentSection, type: DeviceClass) {
    const descriptor = type.descriptor.sections.find(({ id }) => id === section.id);
    if (descriptor === undefined) throw new Error(`${document.build} ${model}: no class has section ${section.id}`);
    this.build = document.build;
    this.model = model;
    this.document = document;
    this.documentModel = documentModel;
    this.documentSection = section;
    this.type = type;
    this.section = descriptor;
    this.#fields = variablesOf(section);
  }

  /** What a testee must answer when it decodes these bytes. */
  decode(circumstances: Circumstances, hex: string): Answer {
    return judged(() => ({ kind: 'value', value: jsonOf(this.#read(circumstances, hex)) }));
  }

  /** As the device has them in memory; undefined when the bytes are refused. */
  values(circumstances: Circumstances, hex: string): DeviceState | undefined {
    const read = this.#tried(circumstances, hex);
    return typeof read === 'string' ? undefined : read;
  }

  /** The code of the refusal; undefined when the bytes are read. */
  refusal(circumstances: Circumstances, hex: string): string | undefined {
    const read = this.#tried(circumstances, hex);
    return typeof read === 'string' ? read : undefined;
  }

  /** What a testee must answer when it encodes this value. */
  encode(circumstances: Circumstances, value: Values): Answer {
    return judged(() => {
      const { section } = this;
      const env = this.env(circumstances);
      const state: DeviceState = {
        ...this.#others(circumstances.state),
        ...valuesFromJson(this.documentModel.structs, this.#fields, value),
      };
      return { kind: 'hex', hex: Buffer.from(sectionPayload(section, state, env)).toString('hex') };
    });
  }

  env({ params, machine, host }: Pick<Circumstances, 'params' | 'machine' | 'host'>): CodecEnv {
    const types = new Map(this.type.descriptor.params.map(({ name, type }) => [name, type]));
    const { machineFacts, hostFacts } = this.document;
    return {
      params: typed(params, (name) => types.get(name)),
      machine: typed(machine, (name) => typeOfFact(machineFacts[name])),
      host: typed(host, (name) => typeOfFact(hostFacts[name])),
      path: '',
      instance: 0,
      judge: true,
    };
  }

  #tried(circumstances: Circumstances, hex: string): DeviceState | string {
    try {
      return this.#read(circumstances, hex);
    } catch (error) {
      if (error instanceof MigspecError) return error.code;
      throw error;
    }
  }

  #read(circumstances: Circumstances, hex: string): DeviceState {
    const { section } = this;
    const { version } = circumstances;
    const cursor = new Cursor(Uint8Array.from(Buffer.from(hex, 'hex')));
    cursor.begin(section.id);
    if (version < section.minimum || version > section.version) throw cursor.error('SECTION_VERSION_REFUSED', '', 0, version);
    const values = section.decode(cursor, this.env(circumstances), version);
    if (cursor.offset !== cursor.end) throw cursor.error('TRAILING_BYTES', '', cursor.offset, cursor.end - cursor.offset, 0);
    return values as DeviceState;
  }

  #others(state: Values | undefined): DeviceState {
    if (state === undefined) return {};
    const fields = this.documentModel.variables.filter(({ name }) => name in state);
    return valuesFromJson(this.documentModel.structs, fields, state);
  }
}

function typeOfFact(fact: DocumentFact | undefined): ParamDescriptor['type'] | undefined {
  return fact?.type as ParamDescriptor['type'] | undefined;
}

function judged(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof MigspecError) return { kind: 'error', code: error.code };
    throw error;
  }
}

function typed(values: Values, typeOf: (name: string) => ParamDescriptor['type'] | undefined): Record<string, ParamValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, json]) => {
      const type = typeOf(name);
      return [name, type === undefined ? plain(json) : paramFromJson(type, json, name)];
    }),
  );
}

/** Facts whose type nobody says: as JSON has them. */
function plain(json: Json): ParamValue {
  return typeof json === 'object' ? '' : json;
}
