import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

import type { Matrix } from "../../api/query";
import { useApi } from "../../api/use-api";
import { count } from "../../format/number";
import { queryLink } from "../../format/query-link";
import { Loading } from "../../part/loading";
import { Spark } from "../../part/spark";
import type { Point } from "../../part/spark-path";

const DAY_SECONDS = 86_400;
const STEP_SECONDS = 300;
const SERIES = "max(prometheus_tsdb_head_series)";

/** How the number of series went over the last day, where the server scrapes itself. */
export function Growth(): JSX.Element {
  const to = useMemo(() => Math.floor(Date.now() / 1000), []);
  const times = { start: to - DAY_SECONDS, end: to, step: STEP_SECONDS };
  const range = useApi<Matrix>("query_range", { query: SERIES, ...times });
  return (
    <section>
      <h2>Growth in the last day</h2>
      <Loading of={range} what="growth">
        {({ result }) => {
          const line = (result[0]?.values ?? []).map(([time, value]): Point => [time, Number(value)]);
          const first = line[0]?.[1] ?? 0;
          const last = line.at(-1)?.[1] ?? 0;
          return line.length === 0 ? (
            <p>Not known: the server does not scrape its own metrics.</p>
          ) : (
            <div class="growth">
              <Spark points={line} gap={2 * STEP_SECONDS} label="Series in the last day" />
              <p>
                {first === last
                  ? `Steady at ${count(last)} series.`
                  : `${last > first ? "Up" : "Down"} from ${count(first)} to ${count(last)} series.`}{" "}
                <a href={queryLink(SERIES, "graph", "1d")}>Graph</a>
              </p>
            </div>
          );
        }}
      </Loading>
    </section>
  );
}
