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
import { PartTree } from "./part-tree";
import { worstOf } from "./problem";

interface ExplainTabProps {
  readonly panel: Panel;
  readonly round: number;
  readonly onChange: (part: Partial<Panel>) => void;
}

/** The parts of a query; until one is chosen in this very tree, the first with a problem is shown in full. */
function Tree({ tree, panel }: { readonly tree: Part; readonly panel: Panel }): JSX.Element {
  const [choice, setChoice] = useState<{ readonly tree: Part; readonly part: Part }>();
  const chosen = choice?.tree === tree ? choice.part : (worstOf(tree) ?? tree);
  return (
    <div class="explained">
      <ul class="part-tree">
        <PartTree
          part={tree} wholeSeconds={tree.cost?.seconds ?? 0} chosen={chosen}
          onChoose={(part) => setChoice({ tree, part })}
        />
      </ul>
      <PartDetails part={chosen} panel={panel} />
    </div>
  );
}

/** What the parts of the query did when it was run just now. */
export function ExplainTab({ panel, round, onChange }: ExplainTabProps): JSX.Element {
  const overRange = panel.explained === "range";
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
          <button type="button" aria-pressed={!overRange} onClick={() => onChange({ explained: "instant" })}>At one time</button>
          <button type="button" aria-pressed={overRange} onClick={() => onChange({ explained: "range" })}>
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
      {answer?.warnings.map((text) => <Message key={text} kind="warning">{text}</Message>)}
      {answer?.infos.map((text) => <Message key={text} kind="info">{text}</Message>)}
      {data !== undefined && <Tree tree={data.tree} panel={panel} />}
      {panel.expr === "" && <p class="empty">No data queried yet</p>}
    </>
  );
}
