import { answerQuery } from '@/lib/console/door.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, context: { params: Promise<{ name: string }> }): Promise<Response> {
  return answerQuery(request, (await context.params).name, doorSurroundings());
}
