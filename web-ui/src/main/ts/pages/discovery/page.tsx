import type { JSX } from "preact";

import type { ScrapePools, Targets } from "../../api/targets";
import { useApi } from "../../api/use-api";
import { useParameter, useParameterList } from "../../frame/location";
import { Choices } from "../../part/choices";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { PoolSelect } from "../../part/pool-select";
import { SearchBox } from "../../part/search-box";
import { DiscoverySection } from "./discovery-section";
import { discoveredPools, type DiscoveryFilter, isFiltered } from "./filter";

/** What service discovery found, and what relabeling made of it. */
export default function DiscoveryPage(): JSX.Element {
  const [pool, setPool] = useParameter("pool");
  const [states, setStates] = useParameterList("state");
  const [search, setSearch] = useParameter("search");
  const targets = useApi<Targets>("targets");
  const names = useApi<ScrapePools>("scrape_pools");
  const poolNames = names.answer?.data.scrapePools ?? [];
  return (
    <>
      <PageHead title="Service discovery">
        <PoolSelect pools={poolNames} chosen={pool} onChoose={setPool} />
        <Choices
          label="State" chosen={states} onChoose={setStates}
          choices={[
            { value: "active", text: "Active", mood: "good" },
            { value: "dropped", text: "Dropped", mood: "warn" },
          ]}
        />
        <SearchBox label="Filter by label" value={search} onInput={setSearch} />
      </PageHead>
      <Loading of={targets} what="targets">
        {(all) => (
          <Loading of={names} what="jobs">
            {({ scrapePools }) => <Pools targets={all} names={scrapePools} filter={{ pool, states, search }} />}
          </Loading>
        )}
      </Loading>
    </>
  );
}

interface PoolsProps {
  readonly targets: Targets;
  readonly names: readonly string[];
  readonly filter: DiscoveryFilter;
}

function Pools({ targets, names, filter }: PoolsProps): JSX.Element {
  const pools = discoveredPools(targets, names, filter);
  // What a filter leaves is what is looked for.
  const startsOpen = pools.length === 1 || isFiltered(filter);
  return pools.length === 0 ? (
    <p class="empty">{names.length === 0 ? "Nothing is configured to be scraped." : "No target is like this."}</p>
  ) : (
    <>
      {pools.map((pool) => (
        <DiscoverySection key={`${pool.name} ${startsOpen}`} pool={pool} startsOpen={startsOpen} />
      ))}
    </>
  );
}
