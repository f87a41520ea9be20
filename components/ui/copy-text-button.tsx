'use client';
import { Check, ClipboardCopy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

const SHOWN_MS = 1500;

/** Copies what is made of a thing at that moment, and says so. */
export function CopyTextButton({ text, label, copied }: { text: () => string; label: string; copied: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text()).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    });
  };
  return (
    <>
      <Button isSmall icon={isCopied ? Check : ClipboardCopy} onClick={copy}>
        {label}
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? copied : ''}
      </span>
    </>
  );
}
