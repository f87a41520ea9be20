import type { ElementCounts } from '@/lib/console/views/shared.ts';

/** What an element's corners say. */
export interface DiagramCounts extends ElementCounts {
  /** Its tokens rest with their instance. */
  readonly isSuspended?: boolean;
  /** When the last of them ended, in words; beside the number. */
  readonly completedAt?: string;
  readonly cancelledAt?: string;
}
