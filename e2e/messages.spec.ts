import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployCase, publishMessage, sendMessage, startCase, submitCase } from './worker-api.ts';

const NAME = 'DocumentVerified';
test.beforeAll(deployCase);

const pane = (page: Page) => page.getByRole('complementary', { name: 'Early message' });
const dialog = (page: Page) => page.getByRole('dialog');
/** Without the state of others: one row by its business key. */
async function openEarly(page: Page, key: string): Promise<void> {
  await page.goto(`/messages?name=${NAME}&key=${key}`);
  await page
    .getByRole('row', { name: new RegExp(key) })
    .first()
    .click();
  await expect(pane(page)).toBeVisible();
}

test('practice: a message that arrived early, from the refusal to the audit entry', async ({ page }) => {
  const instance = await startCase('CASE-1007');
  expect(await sendMessage(NAME, 'CASE-1007')).toBe(400);
  await new SignInPage(page).signInAs('l2');
  await page.getByRole('link', { name: 'Messages' }).click();
  await page
    .getByRole('row', { name: /DocumentVerified.*CASE-1007.*does not wait for it yet/ })
    .first()
    .click();
  await expect(pane(page).getByText('Submit document')).toBeVisible();
  await expect(pane(page).getByText('registry')).toBeVisible();
  await page.screenshot({ path: 'e2e/results/early-message-light-1440.png' });
  await submitCase(instance);
  // The page hears of it by itself.
  await expect(pane(page).getByText('Something waits for it now')).toBeVisible();
  await pane(page).getByRole('button', { name: 'Replay…' }).click();
  await expect(
    dialog(page).getByText('CASE-1007 of “Case” receives DocumentVerified at “Document verified”.'),
  ).toBeVisible();
  await new InstancePage(page).giveReason();
  await page.screenshot({ path: 'e2e/results/early-replay-dialog-light-1440.png' });
  await dialog(page).getByRole('button', { name: 'Replay message' }).click();
  await expect(dialog(page).getByTestId('action-result')).toContainText('DocumentVerified for CASE-1007 was received.');
  await dialog(page)
    .getByRole('link', { name: /Open audit entry #\d+/ })
    .click();
  await expect(page).toHaveURL(/\/audit\?.*entry=\d+/);
  await expect(page.getByText('Replay message').first()).toBeVisible();
  await page.goto(`/instances/${instance}`);
  await expect(page.getByText('Review case').first()).toBeVisible();
  await page.goto(`/messages?state=correlated&key=CASE-1007`);
  await expect(page.getByRole('row', { name: /CASE-1007.*Received|Received.*CASE-1007/ })).toBeVisible();
});

test('a watched message is received by itself; another is marked late and taken back', async ({ page }) => {
  const instance = await startCase('CASE-2001');
  await sendMessage(NAME, 'CASE-2001');
  await sendMessage(NAME, 'CASE-2002');
  await new SignInPage(page).enterAs('l2');
  await openEarly(page, 'CASE-2001');
  await pane(page).getByRole('button', { name: 'Replay when it waits…' }).click();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Replay when it waits' }).click();
  await expect(dialog(page).getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /CASE-2001.*replays by itself/ })).toBeVisible();
  await submitCase(instance);
  await expect(page.getByRole('row', { name: /Received.*CASE-2001/ })).toBeVisible({ timeout: 15_000 });
  await openEarly(page, 'CASE-2002');
  await pane(page).getByRole('button', { name: 'Mark late…' }).click();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Mark late' }).click();
  await expect(dialog(page).getByTestId('action-result')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(pane(page).getByRole('button', { name: 'Take it back…' })).toBeVisible();
});

test('several are chosen in the inbox and marked together; all that match are replayed; one is attached by hand to what waits', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const [first, second] = [await startCase('MANY-7001'), await startCase('MANY-7002')];
  // Of a name of their own: other tests keep theirs.
  for (const key of ['MANY-7001', 'MANY-7002', 'MANY-7003']) await sendMessage('DocumentVerifed', key);
  await new SignInPage(page).enterAs('l2');
  await page.goto('/messages?name=DocumentVerifed&state=waiting');
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check();
  const bar = page.getByRole('region', { name: 'Chosen messages' });
  await expect(bar).toContainText('3 chosen');
  await page
    .getByRole('row', { name: /MANY-7001/ })
    .getByRole('checkbox')
    .uncheck();
  await page.screenshot({ path: 'e2e/results/early-bulk-light-1440.png' });
  await bar.getByRole('button', { name: 'Mark late…' }).click();
  await expect(dialog(page).getByText(/2 messages are marked late/)).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Start batch' }).click();
  await expect(dialog(page).getByRole('link', { name: 'Watch the batch' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /MANY-7003/ })).toHaveCount(0, { timeout: 15_000 });
  await expect(page.getByRole('row', { name: /MANY-7001/ })).toBeVisible();
  await page
    .getByRole('row', { name: /MANY-7001/ })
    .getByRole('checkbox')
    .check();
  await bar.getByRole('button', { name: 'Replay…' }).click();
  await expect(dialog(page).getByText('nothing waits for it').first()).toBeVisible();
  await page.screenshot({ path: 'e2e/results/early-replay-many-light-1440.png' });
  await page.keyboard.press('Escape');
  // Its sender had the name wrong: it is handed to the case that waits for the right one.
  await submitCase(first);
  await submitCase(second);
  await page.getByRole('row', { name: /MANY-7001/ }).click();
  await pane(page).getByRole('button', { name: 'Attach…' }).click();
  await dialog(page).getByLabel('Waits for').fill(NAME);
  await dialog(page).getByLabel('Business key or correlation key').fill('MANY-7001');
  await dialog(page)
    .getByRole('radio', { name: /MANY-7001/ })
    .check();
  await expect(dialog(page).getByText('The message says DocumentVerifed; here it is DocumentVerified.')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Attach message' }).click();
  await expect(dialog(page).getByTestId('action-result')).toContainText('has received DocumentVerifed');
  await expect(dialog(page).getByRole('link', { name: /Open audit entry #\d+/ })).toBeVisible();
});

test('a message is correlated from the element that waits for it, and from what waits', async ({ page }) => {
  const [first, second] = [await startCase('CASE-3001'), await startCase('CASE-3002')];
  await submitCase(first);
  await submitCase(second);
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/instances/${first}?element=MessageCatch_DocumentVerified`);
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Correlate/ })
    .click();
  await new InstancePage(page).giveReason();
  await dialog(page)
    .getByRole('button', { name: /Correlate/ })
    .last()
    .click();
  await expect(dialog(page).getByTestId('action-result')).toBeVisible();
  await page.goto('/messages?tab=waiting&key=CASE-3002');
  await page
    .getByRole('row', { name: /CASE-3002/ })
    .getByRole('button', { name: /DocumentVerified/ })
    .click();
  await expect(dialog(page).getByLabel('Business key')).toHaveValue('CASE-3002');
  await expect(dialog(page).getByText('CASE-3002 of “Case” receives DocumentVerified')).toBeVisible();
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Correlate message' }).click();
  await expect(dialog(page).getByTestId('action-result')).toContainText('1 received DocumentVerified.');
});

test('who only reads sees messages and is told which permission is missing', async ({ page }) => {
  await sendMessage(NAME, 'CASE-4001');
  await new SignInPage(page).enterAs('l1');
  await openEarly(page, 'CASE-4001');
  for (const name of ['Replay…', 'Attach…', 'Replay when it waits…', 'Mark late…']) {
    await expect(pane(page).getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    await expect(pane(page).getByRole('button', { name })).toHaveAttribute('aria-description', /message\.correlate/);
  }
  await expect(page.getByRole('button', { name: 'Broadcast…' })).toHaveAttribute(
    'aria-description',
    /signal\.broadcast/,
  );
});

test('a message that nobody received in its time is found with its reason, and published again', async ({ page }) => {
  const key = `LOST-${Date.now()}`;
  await publishMessage('e2eNobodyWaits', key, { amount: 5 });
  await new SignInPage(page).enterAs('l2');
  await page.goto(`/messages?tab=expired&key=${key}`);
  await page.getByRole('row', { name: /e2eNobodyWaits.*Nothing waits for this name/ }).click();
  await expect(page).toHaveURL(/message=\d+/);
  const lost = page.getByRole('complementary', { name: 'Expired message' });
  await expect(lost.getByText('none: it was not to wait')).toBeVisible();
  await page.keyboard.press('r');
  await expect(dialog(page).getByLabel('Correlation key')).toHaveValue(key);
  await expect(dialog(page).getByLabel('Value', { exact: true })).toHaveValue('5');
  await new InstancePage(page).giveReason();
  await dialog(page).getByRole('button', { name: 'Publish message' }).click();
  await expect(dialog(page).getByTestId('action-result')).toContainText('e2eNobodyWaits is kept until');
  await page.keyboard.press('Escape');
  await page.goto(`/messages?tab=buffered&key=${key}`);
  await expect(page.getByRole('row', { name: /e2eNobodyWaits/ })).toBeVisible();
});
