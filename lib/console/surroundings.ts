import { authSettings } from '@/lib/auth/auth-settings.ts';
import { getDatabase } from '@/lib/db.ts';
import { getEngine } from '@/lib/engine.ts';
import { log } from '@/lib/log.ts';
import type { DoorSurroundings } from './door.ts';

/** What the routes of this process work with, after boot. */
export function doorSurroundings(): DoorSurroundings {
  return {
    database: getDatabase(),
    engine: getEngine(),
    settings: authSettings(),
    report: (error, reference) => log('error', 'console request failed', { reference, error }),
  };
}
