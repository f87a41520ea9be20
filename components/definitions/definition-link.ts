/** The page of a version. */
export function definitionLink({ processId, version }: { processId: string; version: number }): string {
  return `/definitions/${encodeURIComponent(processId)}/versions/${version}`;
}
