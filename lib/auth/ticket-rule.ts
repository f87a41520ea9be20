import { z } from 'zod';
import type { Database } from '@/lib/db.ts';

export interface TicketRule {
  readonly pattern: string;
  readonly example: string;
}

const MAX_PATTERN_LENGTH = 200;
const ticketSetting = z.object({ pattern: z.string().min(1).max(MAX_PATTERN_LENGTH), example: z.string().max(100) });
const DEFAULT_RULE: TicketRule = { pattern: '^[A-Z][A-Z0-9]{1,9}-[0-9]{1,8}$', example: 'OPS-1234' };

/** How tickets are written here: the setting `ticket`, or the usual form. */
export async function ticketRule(database: Database): Promise<TicketRule> {
  const setting = await database.setting.findUnique({ where: { name: 'ticket' } });
  const parsed = ticketSetting.safeParse(setting?.value);
  return parsed.success ? parsed.data : DEFAULT_RULE;
}
