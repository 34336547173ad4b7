import type { ActiveTarget } from "../../api/targets";
import { labelText, matches } from "../../format/search";

/** What of the targets is shown. */
export interface TargetFilter {
  /** Empty for all pools. */
  readonly pool: string;
  /** Empty for any. */
  readonly health: readonly string[];
  readonly search: string;
}

/** Targets of one job. */
export interface Pool {
  readonly name: string;
  /** How many targets it has, also such as are not shown. */
  readonly total: number;
  readonly up: number;
  /** What is shown of it. */
  readonly targets: readonly ActiveTarget[];
}

function isShown(target: ActiveTarget, filter: TargetFilter): boolean {
  return (
    (filter.health.length === 0 || filter.health.includes(target.health)) &&
    matches(filter.search, target.scrapeUrl, labelText(target.labels), target.lastError)
  );
}

/** The pools in their order, those without a target to show left out unless they have none at all. */
export function pools(targets: readonly ActiveTarget[], names: readonly string[], filter: TargetFilter): readonly Pool[] {
  const byPool = new Map<string, ActiveTarget[]>(names.map((name) => [name, []]));
  for (const target of targets) {
    const pool = byPool.get(target.scrapePool);
    if (pool === undefined) {
      byPool.set(target.scrapePool, [target]);
    } else {
      pool.push(target);
    }
  }
  const isFiltered = filter.health.length > 0 || filter.search.trim() !== "";
  return [...byPool]
    .filter(([name]) => filter.pool === "" || name === filter.pool)
    .map(([name, all]) => ({
      name,
      total: all.length,
      up: all.filter((target) => target.health === "up").length,
      targets: all.filter((target) => isShown(target, filter)),
    }))
    .filter((pool) => pool.targets.length > 0 || !isFiltered);
}
