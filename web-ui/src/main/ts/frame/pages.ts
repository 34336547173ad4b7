import type { ComponentType } from "preact";

import { IS_AGENT } from "./server";

/** A page of the interface. */
export interface Page {
  /** Path, without a slash. */
  readonly path: string;
  readonly title: string;
  /** Which menu shows it. */
  readonly menu: "main" | "status";
  /** Key that opens it after `g`. */
  readonly key: string;
  /** Which programs have it. */
  readonly of: "server" | "agent" | "both";
  readonly load: () => Promise<{ default: ComponentType }>;
}

const ALL: readonly Page[] = [
  {
    path: "query", title: "Query", menu: "main", key: "q", of: "server",
    load: () => import("../pages/query/page"),
  },
  {
    path: "agent", title: "Agent", menu: "main", key: "a", of: "agent",
    load: () => import("../pages/agent/page"),
  },
  {
    path: "alerts", title: "Alerts", menu: "main", key: "a", of: "server",
    load: () => import("../pages/alerts/page"),
  },
  {
    path: "targets", title: "Target health", menu: "status", key: "t", of: "both",
    load: () => import("../pages/targets/page"),
  },
  {
    path: "rules", title: "Rule health", menu: "status", key: "r", of: "server",
    load: () => import("../pages/rules/page"),
  },
  {
    path: "service-discovery", title: "Service discovery", menu: "status", key: "s", of: "both",
    load: () => import("../pages/discovery/page"),
  },
  {
    path: "alertmanager-discovery", title: "Alertmanagers", menu: "status", key: "m", of: "server",
    load: () => import("../pages/alertmanagers/page"),
  },
  {
    path: "tsdb-status", title: "TSDB status", menu: "status", key: "d", of: "server",
    load: () => import("../pages/tsdb/page"),
  },
  {
    path: "status", title: "Runtime and build", menu: "status", key: "i", of: "both",
    load: () => import("../pages/status/page"),
  },
  {
    path: "flags", title: "Flags", menu: "status", key: "f", of: "both",
    load: () => import("../pages/flags/page"),
  },
  {
    path: "config", title: "Configuration", menu: "status", key: "c", of: "both",
    load: () => import("../pages/config/page"),
  },
];

/** The pages that this program has, in the order of the menus. */
export const PAGES: readonly Page[] = ALL.filter(
  (page) => page.of === "both" || page.of === (IS_AGENT ? "agent" : "server"),
);

/** The page of a path, or undefined. */
export function pageAt(path: string): Page | undefined {
  return PAGES.find((page) => page.path === path);
}
