import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useState } from "preact/hooks";

import { settings } from "../../../frame/settings";
import { useStore } from "../../../frame/store";
import { Message } from "../../../part/message";
import { Spinner } from "../../../part/spinner";
import type { QueryStats } from "../answer";
import { AnswerNotes } from "../answer-notes";
import { type Panel, stepOf } from "../panel-state";
import { useQuery } from "../use-query";
import { Chart } from "./chart";
import { type ExemplarSeries, exemplarsOf } from "./exemplars";
import { type GraphData, graphData, type GraphSeries, type Span } from "./graph-data";
import { GraphControls } from "./graph-controls";
import { heatmapOf } from "./heatmap";
import { type Hidden, kept, shown } from "./hidden";
import { Legend } from "./legend";
import { type Grid, gridOf, type GridSeries, readMatrix } from "./matrix-text";
import type { Scene } from "./picture";
import type { View } from "./zoom";

interface GraphTabProps {
  readonly panel: Panel;
  readonly round: number;
  readonly onChange: (part: Partial<Panel>) => void;
}

/** The answer to a range query at its steps. */
interface GridAnswer {
  readonly stats?: QueryStats;
  readonly result: readonly GridSeries[];
  readonly grid: Grid;
}

/** Reads an answer, and notes how long that takes for whoever looks at the page's performance. */
function measured(text: string, grid: Grid): unknown {
  const begunMs = performance.now();
  const answer = readMatrix(text, grid);
  performance.measure("graph-read", { start: begunMs });
  return answer;
}

/** The span that is shown: a new one whenever something is asked anew. */
function useSpan(panel: Panel, round: number): Span {
  return useMemo(() => {
    const endMs = panel.endMs ?? Date.now();
    return { startMs: endMs - panel.rangeMs, endMs };
  }, [panel.expr, panel.endMs, panel.rangeMs, panel.resolution, round]);
}

interface ViewProps {
  readonly data: GraphData;
  readonly panel: Panel;
  readonly exemplars: readonly ExemplarSeries[];
  readonly asked: View;
  readonly onView: (view: View) => void;
}

/** A graph and its legend. One without series stays, too, so that keys lead back to where there are some. */
function GraphView({ data, panel, exemplars, asked, onView }: ViewProps): JSX.Element {
  const { localTime } = useStore(settings);
  const [hidden, setHidden] = useState<Hidden>(new Set());
  const [raised, setRaised] = useState<GraphSeries>();
  useLayoutEffect(() => setHidden((before) => kept(before, data.series)), [data]);
  const scene: Scene = useMemo(
    () => ({
      data,
      span: { startMs: data.startMs, endMs: data.startMs + (data.steps - 1) * data.stepMs },
      visible: shown(hidden, data.series),
      mode: panel.display,
      yMin: panel.yMin,
      exemplars: exemplarsOf(exemplars),
      localTime,
    }),
    [data, hidden, panel.display, panel.yMin, exemplars, localTime],
  );
  const histograms = data.series.some((series) => series.histograms !== undefined);
  const empty = data.series.length === 0;
  const bucketless = panel.display === "heatmap" && !empty && heatmapOf(data, scene.visible) === undefined;
  return (
    <>
      {histograms && panel.display !== "heatmap" && (
        <Message kind="info">Native histograms are drawn as a heatmap.</Message>
      )}
      {bucketless && (
        <Message kind="info">A heatmap needs native histograms, or series of classic buckets with the label le.</Message>
      )}
      <Chart
        scene={scene} raised={raised === undefined ? undefined : scene.visible.indexOf(raised)}
        asked={asked} onView={onView}
      />
      {empty
        ? <p class="empty">Empty query result</p>
        : <Legend series={data.series} hidden={hidden} onHide={setHidden} onRaise={setRaised} />}
    </>
  );
}

const NO_EXEMPLARS: readonly ExemplarSeries[] = [];

/** The answer over time. */
export function GraphTab({ panel, round, onChange }: GraphTabProps): JSX.Element {
  const span = useSpan(panel, round);
  const stepMs = stepOf(panel.resolution, panel.rangeMs);
  const times = { start: span.startMs / 1_000, end: span.endMs / 1_000 };
  const empty = panel.expr === "";
  const asked = useQuery<GridAnswer>(
    "query_range", empty ? null : { query: panel.expr, ...times, step: stepMs / 1_000, stats: "true" }, round,
    async (response) => measured(await response.text(), gridOf(span, stepMs)),
  );
  const exemplars = useQuery<readonly ExemplarSeries[]>(
    "query_exemplars", empty || !panel.exemplars ? null : { query: panel.expr, ...times }, round,
  );
  const { answer, error, loading } = asked;
  const data = useMemo(
    () => (answer === undefined ? undefined : graphData(answer.data.result, answer.data.grid)),
    [answer],
  );
  return (
    <>
      <div class="query-controls">
        <GraphControls panel={panel} onChange={onChange} />
        {loading && <Spinner label="Running the query" />}
        {data !== undefined && <AnswerNotes asked={asked} series={data.series.length} />}
      </div>
      {error !== undefined && <Message kind="error" title="The query failed">{error.message}</Message>}
      {exemplars.error !== undefined && (
        <Message kind="error" title="Cannot load exemplars">{exemplars.error.message}</Message>
      )}
      {answer?.warnings.map((text) => <Message key={text} kind="warning">{text}</Message>)}
      {answer?.infos.map((text) => <Message key={text} kind="info">{text}</Message>)}
      {data !== undefined && (
        <GraphView
          data={data} panel={panel} exemplars={exemplars.answer?.data ?? NO_EXEMPLARS}
          asked={{ endMs: span.endMs, rangeMs: panel.rangeMs }} onView={onChange}
        />
      )}
      {empty && <p class="empty">No data queried yet</p>}
    </>
  );
}
