import type { Targets } from "../../api/targets";
import { labelText, matches } from "../../format/search";
import type { LabelSet } from "../../part/labels";

/** A target as it was found, and what it became. */
export interface Discovered {
  /** Tells it from the others of its job, whatever is shown of them. */
  readonly key: string;
  readonly discovered: LabelSet;
  /** Null when relabeling dropped it. */
  readonly labels: LabelSet | null;
}

/** What was found for one job. */
export interface DiscoveredPool {
  readonly name: string;
  readonly active: number;
  /** How many were dropped, also when the server no longer keeps all of them. */
  readonly dropped: number;
  readonly shown: readonly Discovered[];
}

/** What of the targets is shown. */
export interface DiscoveryFilter {
  /** Empty for all pools. */
  readonly pool: string;
  /** `active` or `dropped`; none means both. */
  readonly states: readonly string[];
  readonly search: string;
}

function isShown(target: Discovered, filter: DiscoveryFilter): boolean {
  const state = target.labels === null ? "dropped" : "active";
  return (
    (filter.states.length === 0 || filter.states.includes(state)) &&
    matches(filter.search, labelText(target.discovered), labelText(target.labels ?? {}))
  );
}

/** Gives each target a key: its labels, and which one of those it is that have them all. */
function keyed(targets: readonly Omit<Discovered, "key">[]): readonly Discovered[] {
  const seen = new Map<string, number>();
  return targets.map((target) => {
    const labels = JSON.stringify(target);
    const before = seen.get(labels) ?? 0;
    seen.set(labels, before + 1);
    return { ...target, key: `${before} ${labels}` };
  });
}

/** Whether some targets may be left out. */
export function isFiltered(filter: DiscoveryFilter): boolean {
  return filter.states.length > 0 || filter.search.trim() !== "";
}

/** The jobs in their order, with what is to be shown of each; under a filter, those that have something to show. */
export function discoveredPools(
  targets: Targets,
  names: readonly string[],
  filter: DiscoveryFilter,
): readonly DiscoveredPool[] {
  const dropped = targets.droppedTargets ?? [];
  return names
    .filter((name) => filter.pool === "" || name === filter.pool)
    .map((name) => {
      const active = targets.activeTargets
        .filter((target) => target.scrapePool === name)
        .map(({ discoveredLabels, labels }) => ({ discovered: discoveredLabels, labels }));
      const gone = dropped
        .filter((target) => target.scrapePool === name)
        .map(({ discoveredLabels }) => ({ discovered: discoveredLabels, labels: null }));
      return {
        name,
        active: active.length,
        dropped: targets.droppedTargetCounts?.[name] ?? gone.length,
        shown: keyed([...active, ...gone]).filter((target) => isShown(target, filter)),
      };
    })
    .filter((pool) => pool.shown.length > 0 || !isFiltered(filter));
}
