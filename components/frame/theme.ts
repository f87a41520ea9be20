export type Theme = 'light' | 'dark' | 'system';
export const THEME_COOKIE = 'wh-theme';
const YEAR_S = 31_536_000;

/** Runs before the first paint, so that no page flashes in the wrong theme. */
export const THEME_SCRIPT = `(function(){var m=/(?:^|; )${THEME_COOKIE}=(light|dark)/.exec(document.cookie);var d=m?m[1]:(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light');document.documentElement.dataset.theme=d})()`;

export function applyTheme(theme: Theme): void {
  document.cookie =
    theme === 'system'
      ? `${THEME_COOKIE}=; path=/; max-age=0; samesite=lax`
      : `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  document.documentElement.dataset.theme =
    theme === 'system' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : theme;
}
