import type { ComponentChildren, JSX } from "preact";

interface MessageProps {
  readonly kind: "error" | "warning" | "info";
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** A box with something that a person should read. */
export function Message({ kind, title, children }: MessageProps): JSX.Element {
  return (
    <div class={`message message-${kind}`} role={kind === "error" ? "alert" : "status"}>
      {title !== undefined && <strong class="message-title">{title}</strong>}
      <div class="message-text">{children}</div>
    </div>
  );
}
