'use client';
import { useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { DoorError, sendNotices } from '@/lib/console/client.ts';
import type { NoticeRow, NoticesRequest } from '@/lib/console/views/notice-view.ts';

/** The person's own marks. What could not be marked stays unread, and is said. */
export function useMarkNotices(): {
  readonly read: (rows: readonly NoticeRow[]) => void;
  readonly readAll: (upTo: string) => void;
  readonly mute: (kind: NoticeRow['kind'], isMuted: boolean) => void;
} {
  const client = useQueryClient();
  const send = async (body: NoticesRequest) => {
    try {
      await sendNotices(body);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['notices'] }),
        client.invalidateQueries({ queryKey: ['notice-state'] }),
      ]);
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast.error(error.problem.message);
    }
  };
  return {
    read: (rows) => {
      const unread = rows.filter((row) => !row.isRead);
      if (unread.length > 0) void send({ read: unread.map(({ key }) => key) });
    },
    readAll: (upTo) => void send({ read: { upTo } }),
    mute: (kind, isMuted) => void send({ kind, isMuted }),
  };
}
