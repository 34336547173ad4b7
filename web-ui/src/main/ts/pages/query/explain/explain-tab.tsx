import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";

import { duration } from "../../../format/time";
import { Message } from "../../../part/message";
import { Spinner } from "../../../part/spinner";
import { durationText } from "../duration-text";
import { bytes, plural } from "../../../format/number";
import { type Panel, stepOf } from "../panel-state";
import { useQuery } from "../use-query";
import type { Explained, Part } from "./explained";
import { PartDetails } from "./part-details";
import { PartTree, problemOf } from "./part-tree";

interface ExplainTabProps {
  readonly panel: Panel;
  readonly round: number;
}

/** The first part that has a problem, or else the whole query. */
function worst(part: Part): Part | undefined {
  return problemOf(part) === undefined ? part.parts.map(worst).find((each) => each !== undefined) : part;
}

function Tree({ explained }: { readonly explained: Explained }): JSX.Element {
  const [chosen, setChosen] = useState<Part>(worst(explained.tree) ?? explained.tree);
  return (
    <div class="explained">
      <ul class="part-tree">
        <PartTree
          part={explained.tree} wholeSeconds={explained.tree.cost?.seconds ?? 0} chosen={chosen} onChoose={setChosen}
        />
      </ul>
      <PartDetails part={chosen} />
    </div>
  );
}

/** What the parts of the query did when it was run just now. */
export function ExplainTab({ panel, round }: ExplainTabProps): JSX.Element {
  const [overRange, setOverRange] = useState(false);
  const parameters = useMemo(() => {
    const endMs = panel.endMs ?? Date.now();
    return overRange
      ? {
          query: panel.expr, start: (endMs - panel.rangeMs) / 1_000, end: endMs / 1_000,
          step: stepOf(panel.resolution, panel.rangeMs) / 1_000,
        }
      : { query: panel.expr, time: endMs / 1_000 };
  }, [panel.expr, panel.endMs, panel.rangeMs, panel.resolution, overRange, round]);
  const { answer, error, loading } = useQuery<Explained>(
    "query_explain", panel.expr === "" ? null : parameters, round,
  );
  const data = answer?.data;
  return (
    <>
      <div class="query-controls">
        <span class="joined" role="group" aria-label="What is explained">
          <button type="button" aria-pressed={!overRange} onClick={() => setOverRange(false)}>At one time</button>
          <button type="button" aria-pressed={overRange} onClick={() => setOverRange(true)}>
            Over {durationText(panel.rangeMs)}
          </button>
        </span>
        {loading && <Spinner label="Running the query" />}
        {data?.stats !== undefined && (
          <small role="status">
            {duration(data.stats.timings.execTotalTime * 1_000)} on one thread ·{" "}
            {plural(data.stats.samples.totalQueryableSamples, "sample")} · {bytes(data.peakMemoryBytes ?? 0)} at most
          </small>
        )}
      </div>
      {error !== undefined && <Message kind="error" title="Cannot explain the query">{error.message}</Message>}
      {data?.error !== undefined && (
        <Message kind="error" title="The query failed; its parts as far as they came:">{data.error}</Message>
      )}
      {data !== undefined && <Tree key={JSON.stringify(parameters)} explained={data} />}
      {panel.expr === "" && <p class="empty">No data queried yet</p>}
    </>
  );
}
