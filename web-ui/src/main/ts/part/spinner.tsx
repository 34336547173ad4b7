import type { JSX } from "preact";

/** Says that something is on its way. */
export function Spinner({ label = "Loading" }: { readonly label?: string }): JSX.Element {
  return (
    <div class="spinner" role="status">
      <span class="spinner-dot" aria-hidden="true" />
      {label}…
    </div>
  );
}
