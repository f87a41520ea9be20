import { getEngine } from '@/lib/engine.ts';

export const dynamic = 'force-dynamic';

/** 200 once commands are served, 503 with the reason before. */
export async function GET(): Promise<Response> {
  try {
    const health = await getEngine().health();
    return Response.json(health.ok ? { status: 'up' } : { status: 'down', reason: health.reason }, {
      status: health.ok ? 200 : 503,
      headers: { 'cache-control': 'no-store' },
    });
  } catch (error) {
    return Response.json(
      { status: 'down', reason: error instanceof Error ? error.message : 'not started' },
      { status: 503, headers: { 'cache-control': 'no-store' } },
    );
  }
}
