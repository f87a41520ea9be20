/**
 * Called by Next once, before it answers: the whole product starts here. A start that fails ends the process with one
 * message; a console without its engine would be of no use.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { readEnv } = await import('@/lib/env.ts');
  const { bootConsole } = await import('@/lib/boot-console.ts');
  try {
    await bootConsole(readEnv('console'), process.cwd());
  } catch (error) {
    process.stderr.write(`\nWheelhouse cannot start.\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
