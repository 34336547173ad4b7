import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { copy } from "./clipboard";
import { Icon } from "./icon";

const SHOWN_MS = 1_500;

/** Puts a text on the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const [done, setDone] = useState(false);
  useEffect(() => {
    const timer = done ? window.setTimeout(() => setDone(false), SHOWN_MS) : undefined;
    return () => window.clearTimeout(timer);
  }, [done]);
  return (
    <button type="button" class="quiet" onClick={() => void copy(text).then(() => setDone(true))}>
      <Icon name={done ? "check" : "copy"} /> {done ? "Copied" : label}
    </button>
  );
}
