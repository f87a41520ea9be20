import { Suspense } from 'react';
import { MessagesPage } from '@/components/message-inbox/messages-page.tsx';

export default function Page() { return <Suspense><MessagesPage /></Suspense>; }
