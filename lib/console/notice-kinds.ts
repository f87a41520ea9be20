import type { NoticeKind } from '@/engine/index.ts';

/** What people are told of, in the order of the list. A kind that is missing here does not compile. */
const ALL: Readonly<Record<NoticeKind, true>> = {
  assigned: true,
  comment: true,
  retry: true,
  batch: true,
  instance: true,
  message: true,
  access: true,
};
export const NOTICE_KINDS = Object.keys(ALL) as readonly NoticeKind[];
