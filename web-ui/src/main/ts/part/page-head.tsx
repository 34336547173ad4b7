import type { ComponentChildren, JSX } from "preact";

interface PageHeadProps {
  readonly title: string;
  /** What stands at the right: searches, buttons. */
  readonly children?: ComponentChildren;
}

/** Title of a page and its tools. */
export function PageHead({ title, children }: PageHeadProps): JSX.Element {
  return (
    <div class="page-head">
      <h1>{title}</h1>
      {children !== undefined && <div class="page-tools">{children}</div>}
    </div>
  );
}
