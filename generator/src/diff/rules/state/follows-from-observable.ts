/** Whether parts are alike as their author wrote them, and read an observable: what differs lies there, and is reported there. */
export function followsFromObservable(before: unknown, after: unknown): boolean {
  const [was, is] = [written(before), written(after)];
  return was === is && was !== undefined && was.includes('observables.');
}

function written(part: unknown): string | undefined {
  return JSON.stringify(part, (key, value: unknown) => (key === 'expr' ? undefined : value));
}
