import type { JSX } from "preact";

import type { Paging } from "../frame/paging";

/** Steps through the pages of a list; nothing when there is only one. */
export function Pager({ of }: { readonly of: Paging<unknown> }): JSX.Element | null {
  return of.pages === 1 ? null : (
    <nav class="pager" aria-label="Pages of the list">
      <button type="button" disabled={of.page === 1} onClick={() => of.goTo(of.page - 1)}>Previous</button>
      <span>Page {of.page} of {of.pages}</span>
      <button type="button" disabled={of.page === of.pages} onClick={() => of.goTo(of.page + 1)}>Next</button>
    </nav>
  );
}
