import type { JSX } from "preact";

import { useApi } from "../../api/use-api";
import { bytes, count } from "../../format/number";
import { queryLink } from "../../format/query-link";
import { duration } from "../../format/time";
import { Loading } from "../../part/loading";

/** What one query has cost since the server started. */
interface QueryCost {
  readonly query: string;
  /** Who asked: a client or a group of rules. */
  readonly origin: string;
  readonly count: number;
  readonly failures: number;
  readonly totalSeconds: number;
  readonly maxSeconds: number;
  readonly totalQueryableSamples: number;
  readonly peakMemoryBytes: number;
}

/** The queries that took the most time, those of rules included. */
export function TopQueries(): JSX.Element {
  const costs = useApi<readonly QueryCost[]>("status/queries/top", { limit: 10 });
  return (
    <section>
      <h2>Queries that took the most time</h2>
      <Loading of={costs} what="queries">
        {(rows) => (
          <div class="table-scroll">
            <table class="rows" aria-label="Queries that took the most time">
              <thead>
                <tr>
                  <th scope="col">Query</th>
                  <th scope="col">Asked by</th>
                  <th scope="col" class="number">Times</th>
                  <th scope="col" class="number">In all</th>
                  <th scope="col" class="number">Longest</th>
                  <th scope="col" class="number">Samples</th>
                  <th scope="col" class="number">Peak memory</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => <Row key={`${row.origin} ${row.query}`} cost={row} />)}
                {rows.length === 0 && <tr><td colSpan={7}>Nothing was asked yet.</td></tr>}
              </tbody>
            </table>
          </div>
        )}
      </Loading>
    </section>
  );
}

function Row({ cost }: { readonly cost: QueryCost }): JSX.Element {
  return (
    <tr>
      <th scope="row"><a href={queryLink(cost.query)}><code>{cost.query}</code></a></th>
      <td>{cost.origin}</td>
      <td class="number">
        {count(cost.count)}
        {cost.failures > 0 && <small> {count(cost.failures)} failed</small>}
      </td>
      <td class="number">{duration(cost.totalSeconds * 1000)}</td>
      <td class="number">{duration(cost.maxSeconds * 1000)}</td>
      <td class="number">{count(cost.totalQueryableSamples)}</td>
      <td class="number">{bytes(cost.peakMemoryBytes)}</td>
    </tr>
  );
}
