import { answerLive } from '@/lib/console/live.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answerLive(request, doorSurroundings());
}
