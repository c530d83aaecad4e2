import type { DiagnosticCode } from '../../define.js';
import { builds } from './builds.js';
import { declared } from './declared.js';
import { guest } from './guest.js';
import { machines } from './machines.js';
import { params } from './params.js';
import { source } from './source.js';
import { state } from './state.js';
import { unexplainedCode } from './unexplained.js';
import { versions } from './versions.js';

/** What `migspec breaking` finds: a code for each rule. */
export const changes: readonly DiagnosticCode[] = [params, versions, guest, state, machines, builds, source, declared]
  .flatMap((group): readonly DiagnosticCode[] => Object.values(group))
  .concat(unexplainedCode);
