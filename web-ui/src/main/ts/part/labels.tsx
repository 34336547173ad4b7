import type { JSX } from "preact";

/** A label set, by name. */
export type LabelSet = Readonly<Record<string, string>>;

const PLAIN_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A label's name as it stands in a selector. */
export function labelName(name: string): string {
  return PLAIN_NAME.test(name) ? name : JSON.stringify(name);
}

/** Labels as small boxes, each `name="value"`. */
export function Labels({ set }: { readonly set: LabelSet }): JSX.Element {
  return (
    <ul class="labels">
      {Object.entries(set).map(([name, value]) => (
        <li key={name}><span class="label-name">{labelName(name)}</span>={JSON.stringify(value)}</li>
      ))}
    </ul>
  );
}
