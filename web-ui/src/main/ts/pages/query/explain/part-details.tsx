import type { JSX } from "preact";

import { duration } from "../../../format/time";
import { bytes, count, plural } from "../../../format/number";
import type { Panel } from "../panel-state";
import { SeriesName } from "../series-name";
import { panelLink } from "../url-state";
import type { Part } from "./explained";
import { MatchingView } from "./matching-view";

const KINDS: Readonly<Record<string, string>> = {
  aggregation: "Aggregation",
  binaryExpr: "Operator",
  call: "Function",
  matrixSelector: "Range vector selector",
  vectorSelector: "Instant vector selector",
  subquery: "Subquery",
  unaryExpr: "Sign",
  numberLiteral: "Number",
  stringLiteral: "String",
};

interface PartDetailsProps {
  readonly part: Part;
  /** The panel of the whole query. */
  readonly panel: Panel;
}

/** Links to the part as a query of its own, at the times of the whole one. */
function Links({ part, panel }: PartDetailsProps): JSX.Element | null {
  // Of a long part the server tells the beginning only.
  if (part.text.endsWith("…")) {
    return null;
  }
  const expr = part.text;
  return (
    <p>
      As a query: <a href={panelLink({ ...panel, expr, tab: "table" })}>table</a>
      {/^(vector|scalar)$/.test(part.type) && (
        <>, <a href={panelLink({ ...panel, expr, tab: "graph" })}>graph</a></>
      )}
    </p>
  );
}

/** Everything that is known of a part. */
export function PartDetails({ part, panel }: PartDetailsProps): JSX.Element {
  const { cost } = part;
  return (
    <div class="part-details">
      <h2>{KINDS[part.kind] ?? part.kind} {part.name !== "" && <code>{part.name}</code>}</h2>
      <Links part={part} panel={panel} />
      {cost !== undefined && (
        <table class="rows">
          <tbody>
            <tr><th scope="row">Result</th><td>{plural(cost.series, "series", "series")}, {plural(cost.samples, "sample")}</td></tr>
            <tr>
              <th scope="row">Time</th>
              <td>{duration(cost.seconds * 1_000)}, of which {duration(cost.selfSeconds * 1_000)} itself</td>
            </tr>
            <tr><th scope="row">Samples read</th><td>{count(cost.totalQueryableSamples)}</td></tr>
            <tr><th scope="row">Memory</th><td>{bytes(cost.peakMemoryBytes)} itself</td></tr>
          </tbody>
        </table>
      )}
      {part.matching !== undefined && <MatchingView matching={part.matching} />}
      {part.labels.length > 0 && (
        <>
          <h2>Labels</h2>
          <table class="rows">
            <thead><tr><th scope="col">Label</th><th scope="col" class="number">Values</th><th scope="col">Such as</th></tr></thead>
            <tbody>
              {part.labels.map(({ name, values, examples }) => (
                <tr key={name}>
                  <td class="label-name">{name}</td><td class="number">{count(values)}</td><td>{examples.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {part.examples.length > 0 && (
        <>
          <h2>Series, such as</h2>
          <ul class="match-examples">{part.examples.map((each, i) => <li key={i}><SeriesName metric={each} /></li>)}</ul>
        </>
      )}
    </div>
  );
}
