import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { copy } from "./clipboard";
import { Icon } from "./icon";

const SHOWN_MS = 1_500;

/** Puts a text on the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => {
    const timer = copied === undefined ? undefined : window.setTimeout(() => setCopied(undefined), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return (
    <button type="button" class="quiet" onClick={() => void copy(text).then(setCopied)}>
      <Icon name={copied === true ? "check" : "copy"} />{" "}
      {copied === undefined ? label : copied ? "Copied" : "Not copied"}
    </button>
  );
}
