import { aroundEdits } from './around.js';
import type { Edit } from './edit.js';
import { paramEdits } from './params.js';
import { stateEdits } from './state.js';

export const edits: Readonly<Record<string, Edit>> = { ...paramEdits, ...stateEdits, ...aroundEdits };
