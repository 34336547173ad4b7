import type { ComponentChildren, JSX } from "preact";

/** How good what a badge says is. */
export type Mood = "good" | "bad" | "warn" | "plain" | "quiet";

/** A word with a colour; the colour only repeats what the word says. */
export function Badge({ mood, children }: { readonly mood: Mood; readonly children: ComponentChildren }): JSX.Element {
  return <span class={`badge badge-${mood}`}>{children}</span>;
}
