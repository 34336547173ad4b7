import { settings } from "./settings";

/** Gives the document the chosen theme now and whenever the choice changes. */
export function applyTheme(): void {
  const apply = (theme: string): void => {
    document.documentElement.dataset["theme"] = theme;
  };
  apply(settings.value.theme);
  settings.watch((value) => apply(value.theme));
}

/** Whether what is drawn must suit a dark background. */
export function isDark(): boolean {
  const theme = settings.value.theme;
  return theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}
