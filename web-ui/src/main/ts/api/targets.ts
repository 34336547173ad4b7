import type { LabelSet } from "../part/labels";

/** How the last scrape of a target went. */
export type Health = "up" | "down" | "unknown";

/** A target that is scraped. */
export interface ActiveTarget {
  readonly discoveredLabels: LabelSet;
  readonly labels: LabelSet;
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  /** The same with a host name that others reach. */
  readonly globalUrl: string;
  readonly lastError: string;
  readonly lastScrape: string;
  /** In seconds. */
  readonly lastScrapeDuration: number;
  readonly health: Health;
  readonly scrapeInterval: string;
  readonly scrapeTimeout: string;
}

/** A target that relabeling dropped. */
export interface DroppedTarget {
  readonly discoveredLabels: LabelSet;
  readonly scrapePool: string;
}

/** Answer of `targets`. */
export interface Targets {
  readonly activeTargets: readonly ActiveTarget[];
  readonly droppedTargets: readonly DroppedTarget[] | null;
  readonly droppedTargetCounts: Readonly<Record<string, number>> | null;
}

/** Answer of `scrape_pools`. */
export interface ScrapePools {
  readonly scrapePools: readonly string[];
}
