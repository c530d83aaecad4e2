/**
 * Configurations behind the interface of Standard Schema, version 1 (https://standardschema.dev), which form libraries,
 * routers and configuration loaders take. The interface is written down here as that specification has it; nothing is
 * imported for it.
 */
import { judgeConfiguration } from './configuration.js';
import type { Configuration, DeviceDescriptor, DeviceState, Placement } from './device.js';
import type { ErrorDetails, MigspecError, RuntimeCode } from './errors.js';

export interface StandardSchema<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'migspec';
    /** Never throws and never waits. */
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** For the type checker alone. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly ConfigurationIssue[] };

/** What is wrong with a configuration: the code and details of the MigspecError that `create` would throw. */
export interface ConfigurationIssue {
  readonly message: string;
  /** The param; absent when it is about several. */
  readonly path?: readonly [string] | undefined;
  readonly code: RuntimeCode;
  readonly details: ErrorDetails;
}

/**
 * Takes what `create` takes, an instantiation string or values of some params, and gives the effective configuration, or
 * everything that is wrong. Defaults may depend on the placement.
 */
export function configurationSchemaOf<S extends DeviceState, C extends Configuration>(
  descriptor: DeviceDescriptor<S, C>,
  placement: Partial<Placement> = {},
): StandardSchema<string | Partial<C>, C> {
  return {
    '~standard': {
      version: 1,
      vendor: 'migspec',
      validate(value) {
        const judged = judgeConfiguration(descriptor, value, placement);
        return 'errors' in judged ? { issues: judged.errors.map(issueOf) } : { value: judged.configuration };
      },
    },
  };
}

function issueOf({ message, code, details }: MigspecError): ConfigurationIssue {
  return { message, code, details, ...(details.param === undefined ? {} : { path: [details.param] }) };
}
