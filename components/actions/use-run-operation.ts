'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { DoorError, runOperation } from '@/lib/console/client.ts';
import type { OperationName, OperationRequest } from '@/lib/console/contract.ts';

/** Runs an operation that needs no dialog; a refusal is said in a toast that stays. */
export function useRunOperation(): { readonly isRunning: boolean; readonly run: <N extends OperationName>(name: N, request: Omit<OperationRequest<N>, 'mode'>) => Promise<boolean> } {
  const client = useQueryClient();
  const [isRunning, setRunning] = useState(false);
  const run = async <N extends OperationName>(name: N, request: Omit<OperationRequest<N>, 'mode'>) => {
    setRunning(true);
    try {
      toast((await runOperation(name, request)).message);
      void client.invalidateQueries();
      return true;
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      toast.error(error.problem.message, { duration: Number.POSITIVE_INFINITY, closeButton: true });
      return false;
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, run };
}
