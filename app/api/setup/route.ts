import { answerSetup, answerSetupState } from '@/lib/console/setup-door.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  return answerSetupState(doorSurroundings());
}

export async function POST(request: Request): Promise<Response> {
  return answerSetup(request, doorSurroundings());
}
