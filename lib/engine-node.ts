import { boot, type RunningNode } from '@/lib/boot.ts';
import { readEnv } from '@/lib/env.ts';

/** `npm run engine`: a node without the console. */
export function bootEngineNode(projectDir: string): Promise<RunningNode> {
  return boot(readEnv('engine'), projectDir);
}
