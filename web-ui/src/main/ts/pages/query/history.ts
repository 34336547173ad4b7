import { settings } from "../../frame/settings";
import { Store } from "../../frame/store";

const KEY = "deucalion.queries";
const MOST = 50;

function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string") : [];
  } catch {
    return [];
  }
}

/** Queries that were run in this browser, the newest first. */
export const history = new Store<readonly string[]>(stored());

/** Keeps a query, if a person wants them kept. */
export function remember(query: string): void {
  if (!settings.value.keepHistory || query.trim() === "") {
    return;
  }
  history.set([query, ...history.value.filter((each) => each !== query)].slice(0, MOST));
  try {
    localStorage.setItem(KEY, JSON.stringify(history.value));
  } catch {
    // A browser that keeps nothing has them until the page is left.
  }
}
