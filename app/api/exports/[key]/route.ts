import { answerExport } from '@/lib/console/export/export-door.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request, context: { params: Promise<{ key: string }> }): Promise<Response> {
  return answerExport(request, (await context.params).key, doorSurroundings());
}
