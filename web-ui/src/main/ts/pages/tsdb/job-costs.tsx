import type { JSX } from "preact";

import type { Vector } from "../../api/query";
import { useApi } from "../../api/use-api";
import { count } from "../../format/number";
import { queryLink } from "../../format/query-link";
import { Loading } from "../../part/loading";

const SAMPLES = "sort_desc(sum by (job) (scrape_samples_post_metric_relabeling))";
const NEW_SERIES = "sum by (job) (sum_over_time(scrape_series_added[1h]))";

/** What each job sends with a scrape, and how many series it has begun. */
export function JobCosts(): JSX.Element {
  const samples = useApi<Vector>("query", { query: SAMPLES });
  const added = useApi<Vector>("query", { query: NEW_SERIES });
  const addedBy = new Map(
    (added.answer?.data.result ?? []).map(({ metric, value }) => [metric["job"] ?? "", Number(value[1])]),
  );
  return (
    <section>
      <h2>Jobs that send the most</h2>
      <Loading of={samples} what="jobs">
        {({ result }) => (
          <table class="rows" aria-label="Jobs that send the most">
            <thead>
              <tr>
                <th scope="col">Job</th>
                <th scope="col" class="number">Samples a scrape</th>
                <th scope="col" class="number">New series in 1 h</th>
              </tr>
            </thead>
            <tbody>
              {result.map(({ metric, value }) => {
                const job = metric["job"] ?? "";
                return (
                  <tr key={job}>
                    <th scope="row"><a href={jobLink(job)}><code>{job}</code></a></th>
                    <td class="number">{count(Number(value[1]))}</td>
                    <td class="number">{count(Math.round(addedBy.get(job) ?? 0))}</td>
                  </tr>
                );
              })}
              {result.length === 0 && <tr><td colSpan={3}>Nothing is scraped.</td></tr>}
            </tbody>
          </table>
        )}
      </Loading>
    </section>
  );
}

function jobLink(job: string): string {
  return queryLink(`sort_desc(count by (__name__) ({job=${JSON.stringify(job)}}))`);
}
