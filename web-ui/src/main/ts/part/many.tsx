import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

interface ManyProps<T> {
  readonly items: readonly T[];
  /** How many are drawn at first, and how many more each time. */
  readonly step: number;
  /** What the items are, as in "Show 100 more targets". */
  readonly what: string;
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** Draws the first items, and more when asked to, so that a page with thousands stays quick. */
export function Many<T>({ items, step, what, children }: ManyProps<T>): JSX.Element {
  const [limit, setLimit] = useState(step);
  const more = Math.min(step, items.length - limit);
  return (
    <>
      {children(items.length > limit ? items.slice(0, limit) : items)}
      {more > 0 && (
        <p class="more">
          <button type="button" onClick={() => setLimit(limit + step)}>
            Show {more} more of {items.length} {what}
          </button>
        </p>
      )}
    </>
  );
}
