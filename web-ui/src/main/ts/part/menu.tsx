import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface MenuProps {
  /** What the button says, to the eye or, with `icon`, to a screen reader. */
  readonly label: string;
  /** Shown in the place of the label. */
  readonly icon?: ComponentChildren;
  /** Whether the button is drawn as the current choice. */
  readonly marked?: boolean;
  /** Whether a click inside closes it; a menu of links closes, a form stays. */
  readonly stays?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A button that opens a box below it. Escape, a click elsewhere or leaving it with the keyboard closes it. The
 * focus comes back to the button, unless it went elsewhere.
 */
export function Menu({ label, icon, marked, stays, children }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };

  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const onOutside = (event: Event): void => {
      if (!(event.target instanceof Node && root.current?.contains(event.target))) {
        setOpen(false);
      }
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") {
        close();
      }
    };
    document.addEventListener("pointerdown", onOutside);
    document.addEventListener("focusin", onOutside);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onOutside);
      document.removeEventListener("focusin", onOutside);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);

  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        ref={button}
        class={marked === true ? "menu-button current" : "menu-button"}
        aria-expanded={open}
        aria-label={icon === undefined ? undefined : label}
        title={icon === undefined ? undefined : label}
        onClick={() => setOpen(!open)}
      >
        {icon ?? label}
        {icon === undefined && <span class="caret" aria-hidden="true" />}
      </button>
      {open && (
        <div class="menu-box" onClick={stays === true ? undefined : close}>
          {children}
        </div>
      )}
    </div>
  );
}
