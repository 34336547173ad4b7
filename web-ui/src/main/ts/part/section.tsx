import type { ComponentChildren, JSX } from "preact";

interface SectionProps {
  /** What stands on the bar. */
  readonly head: ComponentChildren;
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly children: ComponentChildren;
}

/** A part of a page that opens and closes; what is inside is made when it is open. */
export function Section({ head, open, onToggle, children }: SectionProps): JSX.Element {
  return (
    <details
      class="section" open={open}
      onToggle={(event) => {
        if (event.currentTarget.open !== open) {
          onToggle(event.currentTarget.open);
        }
      }}
    >
      <summary>{head}</summary>
      {open && <div class="section-body">{children}</div>}
    </details>
  );
}
