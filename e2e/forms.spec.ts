import { expect, test } from '@playwright/test';
import { lookInBothThemes } from './look.ts';
import { FORMS_MODEL, TRAVEL_FORM } from './models.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployTogether, startTravel, taskAt, variablesOf } from './worker-api.ts';

const LONG_MS = 240_000;

test.beforeAll(async () => {
  await deployTogether({ 'travel.bpmn': FORMS_MODEL, 'travel.form': TRAVEL_FORM });
});

test('a task is completed by its form: the fields of the model, then a deployed form', async ({ page }) => {
  test.setTimeout(LONG_MS);
  const instance = await startTravel('FORM-1');
  await new SignInPage(page).enterAs('business');
  await page.goto(`/tasks/${await taskAt(instance, 'Request')}`);
  await page.getByRole('button', { name: 'Claim' }).click();
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await expect(pane.getByLabel('Destination')).toBeEnabled();
  await pane.getByRole('button', { name: 'Complete' }).click();
  await expect(pane.getByRole('alert')).toHaveText('This is needed.');
  await pane.getByLabel('Destination').fill('Lisbon');
  await pane.getByLabel('Days').fill('40');
  await expect(pane.getByRole('alert')).toHaveText('Less than 31.');
  await pane.getByLabel('Days').fill('4');
  await pane.getByLabel('By').selectOption('Train');
  await pane.getByLabel('Leaving').fill('2027-03-04');
  await pane.getByRole('button', { name: 'Complete' }).click();
  await expect
    .poll(() => variablesOf(instance))
    .toMatchObject({ destination: 'Lisbon', days: 4, by: 'train', leaving: expect.stringContaining('2027-03-04') });

  await page.goto(`/tasks/${await taskAt(instance, 'Approve')}`);
  await page.getByRole('button', { name: 'Claim' }).click();
  await expect(pane.getByLabel('Destination')).toHaveValue('Lisbon');
  await expect(pane.getByLabel('Budget')).toBeEnabled();
  await pane.getByRole('button', { name: 'Complete' }).click();
  await expect(pane.getByText('Field is required.')).toBeVisible();
  await pane.getByLabel('Budget').fill('1200');
  await pane.getByLabel('Approved').check();
  await pane.getByRole('button', { name: 'Complete' }).click();
  await expect.poll(() => variablesOf(instance)).toMatchObject({ budget: 1200, approved: true });
});

test('a start has its form too, and what it takes from the model', async ({ page }) => {
  await new SignInPage(page).enterAs('l2');
  await page.goto('/instances/start?definition=travel');
  await expect(page.getByLabel('Traveller')).toHaveValue('nobody yet');
  await page.getByLabel('Traveller').fill('Ada');
  await page.getByLabel('Business key').fill('FORM-2');
  await page.getByRole('button', { name: 'Start…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').selectOption('Test or drill');
  await new InstancePage(page).lookAtChecks();
  await dialog.getByRole('button', { name: 'Start instance' }).click();
  await expect(page.getByText('was started')).toBeVisible();
});

test('who may not complete a task sees its form, and cannot change it', async ({ page }) => {
  const instance = await startTravel('FORM-3');
  await new SignInPage(page).enterAs('l1');
  await page.goto(`/tasks/${await taskAt(instance, 'Request')}`);
  const pane = page.getByRole('region', { name: 'Task', exact: true });
  await expect(pane.getByLabel('Destination')).toBeDisabled();
  await expect(pane.getByRole('button', { name: 'Complete' })).toHaveAttribute('aria-disabled', 'true');
});

test('forms: pictured in both themes and widths, and nothing serious for axe', async ({ page }) => {
  test.setTimeout(LONG_MS);
  await new SignInPage(page).enterAs('business');
  for (const [name, element] of [
    ['fields', 'Request'],
    ['schema', 'Approve'],
  ] as const) {
    const instance = await startTravel(`FORM-${name}`, element);
    await page.goto(`/tasks/${await taskAt(instance, element)}`);
    await page.getByRole('button', { name: 'Claim' }).click();
    await expect(page.getByRole('button', { name: 'Release' })).toBeVisible();
    await expect(page.getByLabel('Destination')).toBeEditable();
    await lookInBothThemes(page, `form-${name}`);
  }
});

test('a start form is tried out at its definition: checked, shown as JSON, and nothing is started', async ({
  page,
}) => {
  await new SignInPage(page).enterAs('developer');
  await page.goto('/definitions/travel/versions/1');
  await page.getByTestId('definition-menu').click();
  await page.getByRole('menuitem', { name: 'Try its start form…' }).click();
  await expect(page).toHaveURL(/try=form/);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Traveller').fill('Grace');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByRole('region', { name: 'Variables that it would start with' })).toContainText(
    '"traveller": "Grace"',
  );
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/try=form/);
});
