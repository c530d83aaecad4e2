import type { DiagnosticCode } from '../../define.js';
import { guest } from './guest.js';
import { params } from './params.js';
import { state } from './state.js';
import { unexplainedCode } from './unexplained.js';
import { versions } from './versions.js';

/** What `migspec breaking` finds: a code for each rule. */
export const changes: readonly DiagnosticCode[] = [params, versions, guest, state]
  .flatMap((group): readonly DiagnosticCode[] => Object.values(group))
  .concat(unexplainedCode);
