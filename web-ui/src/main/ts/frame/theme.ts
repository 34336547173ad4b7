import { settings } from "./settings";

/** Gives the document the chosen theme now and whenever the choice changes. */
export function applyTheme(): void {
  const apply = (theme: string): void => {
    document.documentElement.dataset["theme"] = theme;
  };
  apply(settings.value.theme);
  settings.watch((value) => apply(value.theme));
}
