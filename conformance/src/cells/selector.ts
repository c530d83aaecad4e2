/** `--only`: which cells a run is limited to. Each part is `key:value`; a key that is missing limits nothing. */

export interface Selector {
  readonly model?: string;
  /** Build ids in the order of travel: two for a pair, three for a chain. */
  readonly route?: readonly string[];
  /** A machine type, or `configured`. */
  readonly on?: string;
  readonly config?: string;
  readonly facts?: string;
  readonly situation?: string;
  /** Chains: whether the guest resets in the middle. */
  readonly reset?: boolean;
}

/** What a cell says of itself; the text of it is its selector. */
export interface CellName {
  readonly model: string;
  readonly route: readonly string[];
  readonly on: string;
  readonly config?: string;
  readonly facts?: string;
  readonly situation?: string;
  readonly reset?: boolean;
}

export function selectorText(cell: CellName): string {
  const parts = [
    `model:${cell.model}`,
    `route:${cell.route.map((build) => written(build, /[%>\s]/g)).join('>')}`,
    `on:${written(cell.on)}`,
  ];
  if (cell.config !== undefined) parts.push(`config:${written(cell.config)}`);
  if (cell.facts !== undefined && cell.facts !== '') parts.push(`facts:${written(cell.facts)}`);
  if (cell.situation !== undefined) parts.push(`in:${written(cell.situation)}`);
  if (cell.reset === true) parts.push('reset:yes');
  return parts.join(' ');
}

/** What would end a part is written as in a URL: a name may hold it. */
function written(text: string, special = /[%\s]/g): string {
  return text.replace(special, (found) => encodeURIComponent(found));
}

/** What `written` made of ASCII; any other `%` stands for itself. */
function read(text: string): string {
  return text.replace(/%(?:[01][0-9A-F]|2[05]|3E)/g, (found) => String.fromCharCode(Number.parseInt(found.slice(1), 16)));
}

/** The option that runs it again, as one may copy it into a shell whatever the names hold. */
export function onlyOption(selector: string): string {
  return `--only '${selector.replaceAll("'", "'\\''")}'`;
}

export type ParsedSelector = { readonly ok: true; readonly selector: Selector } | { readonly ok: false; readonly message: string };

export function parseSelector(text: string): ParsedSelector {
  const selector: { -readonly [K in keyof Selector]: Selector[K] } = {};
  for (const part of text.split(/\s+/).filter((word) => word !== '')) {
    const at = part.indexOf(':');
    const key = part.slice(0, Math.max(at, 0));
    const value = part.slice(at + 1);
    switch (key) {
      case 'model':
      case 'on':
      case 'config':
      case 'facts':
        selector[key] = read(value);
        break;
      case 'in':
        selector.situation = read(value);
        break;
      case 'route':
        selector.route = value.split('>').map(read);
        break;
      case 'reset':
        selector.reset = value === 'yes';
        break;
      default:
        return { ok: false, message: `'${part}' is none of model:, route:, on:, config:, facts:, in:, reset:` };
    }
  }
  return { ok: true, selector };
}

/** Whether the cell may hold something that the selector asks for: what the cell does not say yet decides nothing. */
export function selects(selector: Selector | undefined, cell: CellName | Omit<CellName, 'route'>): boolean {
  if (selector === undefined) return true;
  const same = (wanted: string | boolean | undefined, have: string | boolean | undefined): boolean =>
    wanted === undefined || have === undefined || wanted === have;
  if ('route' in cell && selector.route !== undefined && !sameRoute(selector.route, cell.route)) return false;
  return (
    same(selector.model, cell.model) &&
    same(selector.on, cell.on) &&
    same(selector.config, cell.config) &&
    same(selector.facts, cell.facts) &&
    same(selector.situation, cell.situation) &&
    same(selector.reset, cell.reset)
  );
}

function sameRoute(wanted: readonly string[], have: readonly string[]): boolean {
  return wanted.length === have.length && wanted.every((build, index) => build === have[index]);
}
