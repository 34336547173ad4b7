import type { JSX } from "preact";

interface PoolSelectProps {
  readonly pools: readonly string[];
  /** Empty for all. */
  readonly chosen: string;
  readonly onChoose: (pool: string) => void;
}

/** Chooses one job, or all. */
export function PoolSelect({ pools, chosen, onChoose }: PoolSelectProps): JSX.Element {
  return (
    <select aria-label="Scrape pool" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
      <option value="">All scrape pools</option>
      {pools.map((pool) => <option key={pool} value={pool}>{pool}</option>)}
    </select>
  );
}
