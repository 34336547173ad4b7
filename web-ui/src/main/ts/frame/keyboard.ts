import { useEffect } from "preact/hooks";

import { go } from "./location";
import { PAGES } from "./pages";
import { Store } from "./store";

const CHORD_MS = 1_500;

/** Whether the list of keys is shown. */
export const helpShown = new Store(false);

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement
    ? !/^(checkbox|radio)$/.test(target.type)
    : target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

/** `/` searches, `g` and a letter goes to a page, `?` shows the keys. */
export function useKeyboard(): void {
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.timeStamp < chordUntil) {
        chordUntil = 0;
        const page = PAGES.find((each) => each.key === event.key);
        if (page !== undefined) {
          event.preventDefault();
          go(page.path);
          return;
        }
      }
      if (event.key === "g") {
        chordUntil = event.timeStamp + CHORD_MS;
      } else if (event.key === "/") {
        const search = document.querySelector<HTMLElement>("main [data-search]");
        if (search !== null) {
          event.preventDefault();
          search.focus();
        }
      } else if (event.key === "?") {
        helpShown.set(!helpShown.value);
      } else if (event.key === "Escape") {
        helpShown.set(false);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
