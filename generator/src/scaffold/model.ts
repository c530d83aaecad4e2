import { keyText } from '../edit/insert.js';
import { modelPath } from '../resolve/paths.js';
import { checkName, type Scaffold, scalarText, sourcesText } from './context.js';

export interface ModelRequest {
  readonly name: string;
  readonly title?: string;
}

export function newModel({ draft, source }: Scaffold, { name, title }: ModelRequest): readonly string[] {
  checkName(name, /^[!-~]+$/, 'a model has a name of printable characters without spaces, such as example.org/nic');
  const last = name.slice(name.lastIndexOf('/') + 1) || name;
  draft.create('models', modelPath(name), [
    `model: ${keyText(name)}`,
    ...(title === undefined ? [] : [`title: ${scalarText(title)}`]),
    `sources: ${sourcesText(source)}`,
    'versions:',
    '  "1": {}',
    'state:',
    `  ${keyText(last)}:`,
    `    sources: ${sourcesText(source)}`,
    '    fields:',
    '      status: u8',
    'situations:',
    '  fresh: {}',
    '  running: { state: { status: 1 } }',
  ]);
  return [
    'describe what the device saves: the fields of its section, in wire order',
    `migspec new param ${name} NAME, for each thing that a guest can see and that may differ`,
    'migspec new build IMPLEMENTATION@BUILD, for who implements it',
  ];
}
