'use client';
import { useEffect } from 'react';
import { DoorError, sendPresence } from '@/lib/console/client.ts';
import type { PresenceRequest } from '@/lib/console/views/notice-view.ts';
import { useLive } from './live-provider.tsx';

/** Says one thing after the other, so that the last is what is known; what was overtaken is not sent. */
class PresenceTeller {
  #next: PresenceRequest | null = null;
  #isSending = false;

  tell(next: PresenceRequest): void {
    this.#next = next;
    if (!this.#isSending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    for (let next = this.#next; next !== null; next = this.#next) {
      this.#next = null;
      try {
        await sendPresence(next);
      } catch (error) {
        // It is a courtesy: when the channel opens again it is said anew.
        if (!(error instanceof DoorError)) throw error;
      }
    }
    this.#isSending = false;
  }
}

/** One for all that a page shows one after the other. */
const teller = new PresenceTeller();

/** Tells others that this page shows the instance, until it shows another. */
export function usePresence(instanceKey: string, isChanging: boolean): void {
  const { page } = useLive();
  useEffect(() => {
    if (page !== null) teller.tell({ page, instance: instanceKey, isChanging });
  }, [page, instanceKey, isChanging]);
  useEffect(() => (page === null ? undefined : () => teller.tell({ page, instance: null, isChanging: false })), [page]);
}
