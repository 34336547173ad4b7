import type { JSX } from "preact";

import type { TsdbStatus } from "../../api/tsdb";
import { count } from "../../format/number";
import { duration } from "../../format/time";
import { Time } from "../../part/time";

/** How much there is in memory. */
export function HeadFacts({ stats }: { readonly stats: TsdbStatus["headStats"] }): JSX.Element {
  const isEmpty = stats.maxTime < stats.minTime;
  return (
    <dl class="tiles">
      <div><dt>Series in the head</dt><dd>{count(stats.numSeries)}</dd></div>
      <div><dt>Chunks</dt><dd>{count(stats.chunkCount)}</dd></div>
      <div><dt>Label pairs</dt><dd>{count(stats.numLabelPairs)}</dd></div>
      <div>
        <dt>Time in the head</dt>
        <dd>
          {isEmpty ? "none" : duration(stats.maxTime - stats.minTime)}
          {!isEmpty && <small>since <Time at={stats.minTime} /></small>}
        </dd>
      </div>
    </dl>
  );
}
