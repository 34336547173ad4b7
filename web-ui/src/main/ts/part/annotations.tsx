import { Fragment, type JSX } from "preact";

import type { LabelSet } from "./labels";

const WEB = /^https?:\/\/\S+$/;

/** Annotations as names and texts; a text that is the address of a page is a link. */
export function Annotations({ set }: { readonly set: LabelSet }): JSX.Element {
  return (
    <dl class="facts">
      {Object.entries(set).map(([name, text]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{WEB.test(text) ? <a href={text} rel="noreferrer">{text}</a> : text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
