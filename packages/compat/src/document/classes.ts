/** Device classes: which names of a machine table reach an instance, and which model it is. */
import type { CapabilityDocument, DocumentClass } from '@migspec/capabilities';

/** The class under its own name or one of its aliases. */
export function findClass(
  document: CapabilityDocument,
  name: string,
): { readonly name: string; readonly class: DocumentClass } | undefined {
  const own = Object.hasOwn(document.classes, name) ? document.classes[name] : undefined;
  if (own !== undefined) return { name, class: own };
  const found = Object.entries(document.classes).find(([, candidate]) => candidate.aliases.includes(name));
  return found === undefined ? undefined : { name: found[0], class: found[1] };
}

/** Every name by which an entry reaches an instance of the class: itself, aliases, ancestors, its child and what is above that. */
export function namesReaching(document: CapabilityDocument, name: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (start: string | undefined, withChild: boolean): void => {
    const found = start === undefined ? undefined : findClass(document, start);
    if (found === undefined || reached.has(found.name)) return;
    reached.add(found.name);
    for (const alias of found.class.aliases) reached.add(alias);
    visit(found.class.parent, false);
    if (withChild) visit(found.class.child, false);
  };
  visit(name, true);
  return reached;
}

/** The model of the class or of its nearest ancestor that has one. */
export function modelOfClass(document: CapabilityDocument, name: string): string | undefined {
  const seen = new Set<string>();
  for (let at = findClass(document, name); at !== undefined && !seen.has(at.name); ) {
    if (at.class.model !== undefined) return at.class.model;
    seen.add(at.name);
    at = at.class.parent === undefined ? undefined : findClass(document, at.class.parent);
  }
  return undefined;
}
