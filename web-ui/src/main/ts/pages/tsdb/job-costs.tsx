import type { JSX } from "preact";

import type { Vector } from "../../api/query";
import type { NamedCount } from "../../api/tsdb";
import { useApi } from "../../api/use-api";
import { count } from "../../format/number";
import { queryLink } from "../../format/query-link";
import { Message } from "../../part/message";

const SAMPLES = "sum by (job) (scrape_samples_post_metric_relabeling)";
const NEW_SERIES = "sum by (job) (sum_over_time(scrape_series_added[1h]))";

interface JobCostsProps {
  /** How many series jobs have, by whatever way they came; the empty name stands for those of no job. */
  readonly jobs: readonly NamedCount[];
  readonly total: number;
}

/** A number for each job, of a query by job; undefined while there is none. */
function useByJob(query: string): readonly [(job: string) => number | undefined, string] {
  const { answer, error } = useApi<Vector>("query", { query });
  const values = new Map((answer?.data.result ?? []).map(({ metric, value }) => [metric["job"] ?? "", Number(value[1])]));
  return [(job) => values.get(job), error?.message ?? ""];
}

/** What each job has in memory, scraped, recorded or received, what it sends with a scrape, and what it has begun. */
export function JobCosts({ jobs, total }: JobCostsProps): JSX.Element {
  const [samples, samplesFailure] = useByJob(SAMPLES);
  const [added, addedFailure] = useByJob(NEW_SERIES);
  const failure = samplesFailure === "" ? addedFailure : samplesFailure;
  const number = (value: number | undefined): string => (value === undefined ? "" : count(Math.round(value)));
  return (
    <section>
      <h2>Jobs with the most series</h2>
      {failure !== "" && <Message kind="error" title="Not all is known">{failure}</Message>}
      <div class="table-scroll">
        <table class="rows jobs" aria-label="Jobs with the most series">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col" class="number">Series</th>
              <th scope="col" class="number">Share</th>
              <th scope="col" class="number">Samples a scrape</th>
              <th scope="col" class="number">New series in 1 h</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">
                  <a href={jobLink(name)}>{name === "" ? "no job" : <code>{name}</code>}</a>
                  <progress class="share" max={total} value={value} aria-hidden="true" />
                </th>
                <td class="number">{count(value)}</td>
                <td class="number">{total > 0 ? `${((100 * value) / total).toFixed(1)} %` : ""}</td>
                <td class="number">{number(samples(name))}</td>
                <td class="number">{number(added(name))}</td>
              </tr>
            ))}
            {jobs.length === 0 && <tr><td colSpan={5}>Nothing.</td></tr>}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function jobLink(job: string): string {
  return queryLink(`sort_desc(count by (__name__) ({__name__!="", job=${JSON.stringify(job)}}))`);
}
