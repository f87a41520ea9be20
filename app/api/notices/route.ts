import { answerNotices } from '@/lib/console/own-doors.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answerNotices(request, doorSurroundings());
}
