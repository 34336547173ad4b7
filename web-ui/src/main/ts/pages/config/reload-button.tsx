import type { JSX } from "preact";

import { BASE } from "../../frame/server";
import { Icon } from "../../part/icon";

interface ReloadButtonProps {
  /** Called afterwards with what went wrong, or with nothing. */
  readonly onDone: (failure: string) => void;
}

/** Has the server read its configuration again. */
export function ReloadButton({ onDone }: ReloadButtonProps): JSX.Element {
  const reload = async (): Promise<void> => {
    try {
      const response = await fetch(new URL("-/reload", BASE), { method: "POST" });
      onDone(response.ok ? "" : await response.text());
    } catch {
      onDone("The server does not answer.");
    }
  };
  return <button type="button" onClick={() => void reload()}><Icon name="reload" /> Load again</button>;
}
