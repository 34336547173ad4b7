import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

import type { Matrix } from "../../api/query";
import type { ActiveTarget } from "../../api/targets";
import { useApi } from "../../api/use-api";
import { queryLink, selector } from "../../format/query-link";
import { duration } from "../../format/time";
import { Loading } from "../../part/loading";
import { Spark } from "../../part/spark";
import type { Point } from "../../part/spark-path";

const HOUR_SECONDS = 3_600;
const STEP_SECONDS = 15;

function points(matrix: Matrix): readonly Point[] {
  return (matrix.result[0]?.values ?? []).map(([time, value]): Point => [time, Number(value)]);
}

/** How long scrapes took in the last hour, and how many failed. */
export function ScrapeHistory({ target }: { readonly target: ActiveTarget }): JSX.Element {
  const to = useMemo(() => Math.floor(Date.now() / 1000), []);
  const range = { start: to - HOUR_SECONDS, end: to, step: STEP_SECONDS };
  const took = selector("scrape_duration_seconds", target.labels);
  const durations = useApi<Matrix>("query_range", { query: took, ...range });
  const health = useApi<Matrix>("query_range", { query: selector("up", target.labels), ...range });
  const failed = health.answer === undefined ? [] : points(health.answer.data).filter(([, up]) => up === 0);
  return (
    <Loading of={durations} what="the last hour">
      {(matrix) => {
        const line = points(matrix);
        const longest = line.reduce((max, [, seconds]) => Math.max(max, seconds), 0);
        return line.length === 0 ? (
          <p>Nothing of the last hour is stored.</p>
        ) : (
          <>
            <Spark points={line} gap={4 * STEP_SECONDS} label="Duration of scrapes in the last hour" />
            <p>
              Last hour: the longest took {duration(longest * 1000)}
              {failed.length > 0 && `; down for about ${duration(failed.length * STEP_SECONDS * 1000)}`}.{" "}
              <a href={queryLink(took, "graph")}>Graph</a>
            </p>
          </>
        );
      }}
    </Loading>
  );
}
