import type { JSX } from "preact";

import { copy } from "../../part/clipboard";
import { labelName } from "../../part/labels";
import type { Metric } from "./answer";

const PLAIN_METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** A series as one writes it, such as `up{job="a"}`, with its names coloured; a double click copies a matcher. */
export function SeriesName({ metric }: { readonly metric: Metric }): JSX.Element {
  const { __name__: name = "", ...labels } = metric;
  const plain = PLAIN_METRIC.test(name);
  const pairs = Object.entries(labels);
  return (
    <span class="series-name">
      {plain && <span class="series-metric">{name}</span>}
      {(pairs.length > 0 || !plain) && "{"}
      {!plain && name !== "" && `${JSON.stringify(name)}${pairs.length > 0 ? ", " : ""}`}
      {pairs.map(([label, value], i) => (
        <span key={label}>
          {i > 0 && ", "}
          <span
            title="Double click: copy the matcher"
            onDblClick={() => void copy(`${labelName(label)}=${JSON.stringify(value)}`)}
          >
            <span class="label-name">{labelName(label)}</span>=<span class="series-value">{JSON.stringify(value)}</span>
          </span>
        </span>
      ))}
      {(pairs.length > 0 || !plain) && "}"}
    </span>
  );
}
