import { answerAccessRequest } from '@/lib/console/access-request-door.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answerAccessRequest(request, doorSurroundings());
}
