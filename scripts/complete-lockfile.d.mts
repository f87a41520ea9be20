export function missingOptionalPackages(lock: {
  readonly packages: Readonly<Record<string, unknown>>;
}): Readonly<Record<string, unknown>>;
