import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { ActiveTarget, ScrapePools, Targets } from "../../api/targets";
import { useApi } from "../../api/use-api";
import { useParameter, useParameterList } from "../../frame/location";
import { Choices } from "../../part/choices";
import { Loading } from "../../part/loading";
import { PageHead } from "../../part/page-head";
import { PoolSelect } from "../../part/pool-select";
import { SearchBox } from "../../part/search-box";
import { pools, type TargetFilter } from "./filter";
import { PoolSection } from "./pool-section";

const RELOAD_MS = 15_000;

/** What is scraped, how it went, and why it did not. */
export default function TargetsPage(): JSX.Element {
  const [pool, setPool] = useParameter("pool");
  const [legacyPool, setLegacyPool] = useParameter("scrapePool");
  const [health, setHealth] = useParameterList("health");
  const [search, setSearch] = useParameter("search");
  const targets = useApi<Targets>("targets", { state: "active" }, RELOAD_MS);
  const names = useApi<ScrapePools>("scrape_pools");
  const [all, setAll] = useState({ open: true, round: 0 });
  const choosePool = (name: string): void => {
    setLegacyPool("");
    setPool(name);
  };
  const filter = { pool: pool === "" ? legacyPool : pool, health, search };
  const active = targets.answer?.data.activeTargets ?? [];
  const poolNames = names.answer?.data.scrapePools ?? [];
  return (
    <>
      <PageHead title="Target health">
        <PoolSelect pools={poolNames} chosen={filter.pool} onChoose={choosePool} />
        <HealthChoices targets={active} chosen={health} onChoose={setHealth} />
        <button type="button" onClick={() => setAll({ open: !all.open, round: all.round + 1 })}>
          {all.open ? "Collapse all" : "Expand all"}
        </button>
        <SearchBox label="Filter by URL, label or error" value={search} onInput={setSearch} />
      </PageHead>
      <Loading of={targets} what="targets">
        {({ activeTargets }) => (
          <PoolList key={all.round} targets={activeTargets} names={poolNames} filter={filter} startsOpen={all.open} />
        )}
      </Loading>
    </>
  );
}

interface HealthChoicesProps {
  readonly targets: readonly ActiveTarget[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

function HealthChoices({ targets, chosen, onChoose }: HealthChoicesProps): JSX.Element {
  const count = (health: string): number => targets.filter((target) => target.health === health).length;
  return (
    <Choices
      label="Health" chosen={chosen} onChoose={onChoose}
      choices={[
        { value: "up", text: "Up", mood: "good", count: count("up") },
        { value: "down", text: "Down", mood: "bad", count: count("down") },
        { value: "unknown", text: "Unknown", mood: "quiet", count: count("unknown") },
      ]}
    />
  );
}

interface PoolListProps {
  readonly targets: readonly ActiveTarget[];
  readonly names: readonly string[];
  readonly filter: TargetFilter;
  readonly startsOpen: boolean;
}

function PoolList({ targets, names, filter, startsOpen }: PoolListProps): JSX.Element {
  const shown = pools(targets, names, filter);
  return shown.length === 0 ? (
    <p class="empty">{targets.length === 0 ? "Nothing is scraped." : "No target is like this."}</p>
  ) : (
    <>{shown.map((pool) => <PoolSection key={pool.name} pool={pool} startsOpen={startsOpen} />)}</>
  );
}
