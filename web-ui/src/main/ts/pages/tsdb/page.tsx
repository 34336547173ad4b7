import type { JSX } from "preact";

import type { TsdbStatus } from "../../api/tsdb";
import { useApi } from "../../api/use-api";
import { useParameter } from "../../frame/location";
import { HAS_ADMIN_API } from "../../frame/server";
import { metricSelector, queryLink } from "../../format/query-link";
import { bytes, count } from "../../format/number";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { BlockTable } from "./block-table";
import { CountTable } from "./count-table";
import { DeleteForm } from "./delete-form";
import { Growth } from "./growth";
import { HeadFacts } from "./head-facts";
import { JobCosts } from "./job-costs";
import { pairSelector } from "./selectors";
import { TopQueries } from "./top-queries";

const LIMITS = ["10", "50", "200", "1000"] as const;

/** What is stored, and which metrics, labels and jobs it comes from. */
export default function TsdbPage(): JSX.Element {
  const [limit, setLimit] = useParameter("limit");
  const rows = limit === "" ? LIMITS[0] : limit;
  const status = useApi<TsdbStatus>("status/tsdb", { limit: rows, label: "job" });
  return (
    <>
      <PageHead title="TSDB status">
        <label class="switch">
          Rows of each table
          <select value={rows} onChange={(event) => setLimit(event.currentTarget.value)}>
            {[...new Set([...LIMITS, rows])].map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
      </PageHead>
      <Loading of={status} what="the status of the store">{(data) => <Status data={data} />}</Loading>
      <TopQueries />
      <BlockTable />
      {HAS_ADMIN_API && <DeleteForm />}
    </>
  );
}

function Status({ data }: { readonly data: TsdbStatus }): JSX.Element {
  const { numSeries } = data.headStats;
  return (
    <>
      <HeadFacts stats={data.headStats} />
      <Growth />
      <div class="count-tables">
        <JobCosts jobs={data.seriesCountByLabelValue ?? []} total={numSeries} />
        <CountTable
          title="Metrics with the most series" head="Metric" unit="Series" rows={data.seriesCountByMetricName}
          total={numSeries} show={count} link={(name) => queryLink(metricSelector(name))}
        />
        <CountTable
          title="Label pairs with the most series" head="Pair" unit="Series" rows={data.seriesCountByLabelValuePair}
          total={numSeries} show={count} link={(pair) => queryLink(`count by (__name__) (${pairSelector(pair)})`)}
        />
        <CountTable
          title="Labels with the most values" head="Label" unit="Values" rows={data.labelValueCountByLabelName}
          show={count}
        />
        <CountTable
          title="Labels whose values take the most memory" head="Label" unit="Size"
          rows={data.memoryInBytesByLabelName} show={bytes}
        />
      </div>
    </>
  );
}
