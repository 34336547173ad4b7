import type { JSX } from "preact";

/** Outlines of icons on a grid of 24 by 24. */
const SHAPES = {
  bell: "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
  check: "M4 12l5 5L20 6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  cross: "M6 6l12 12M18 6L6 18",
  flame: "M12 2c1 4 6 6 6 12a6 6 0 0 1-12 0c0-3 2-4 2-6 2 1 2 2 2 3 2-2 3-5 2-9z",
  minus: "M5 12h14",
  more: "M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
  plus: "M12 5v14M5 12h14",
  reload: "M20 11a8 8 0 1 0-2 6M20 4v7h-7",
  search: "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l6 6",
  sliders: "M4 7h9M19 7h1M16 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17h1M11 17h9M8 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14",
} as const;

/** Name of an icon. */
export type IconName = keyof typeof SHAPES;

/** A picture that says nothing to a screen reader; the button round it has the words. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
