import { Store } from "./store";

/** What a person has chosen in this browser. */
export interface Settings {
  readonly theme: "auto" | "light" | "dark";
  /** Whether times are shown in the zone of the browser; else in UTC. */
  readonly localTime: boolean;
  /** Whether queries are kept for completion. */
  readonly keepHistory: boolean;
  /** Whether the editor completes, colours and checks. */
  readonly completion: boolean;
  readonly highlighting: boolean;
  readonly linting: boolean;
  /** Whether alerts are shown with their annotations. Those of a rule, which are templates, always are. */
  readonly annotations: boolean;
}

const KEY = "deucalion.settings";

const DEFAULTS: Settings = {
  theme: "auto",
  localTime: false,
  keepHistory: true,
  completion: true,
  highlighting: true,
  linting: true,
  annotations: true,
};

function stored(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? { ...DEFAULTS, ...kept } : DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

/** The settings, watched by whoever depends on them. */
export const settings = new Store<Settings>(stored());

settings.watch((value) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing has the settings until the page is left.
  }
});

/** Changes some of the settings. */
export function change(part: Partial<Settings>): void {
  settings.set({ ...settings.value, ...part });
}
