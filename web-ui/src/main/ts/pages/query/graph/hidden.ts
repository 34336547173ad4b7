import type { Metric } from "../answer";
import type { GraphSeries } from "./graph-data";

/** Labels of the series that are not drawn, each as {@link keyOf} writes them. */
export type Hidden = ReadonlySet<string>;

/** Labels as one text, by which a series is known again in another answer. */
export function keyOf(metric: Metric): string {
  return JSON.stringify(metric);
}

function isShown(hidden: Hidden, { metric }: GraphSeries): boolean {
  return !hidden.has(keyOf(metric));
}

/** The series that are drawn. */
export function shown(hidden: Hidden, series: readonly GraphSeries[]): readonly GraphSeries[] {
  return hidden.size === 0 ? series : series.filter((each) => isShown(hidden, each));
}

/** What stays hidden when an answer comes: nothing where it would leave nothing to see. */
export function kept(hidden: Hidden, series: readonly GraphSeries[]): Hidden {
  return hidden.size > 0 && shown(hidden, series).length === 0 ? new Set() : hidden;
}

/** Which series a click leaves: only this one, or all again when it was the only one. */
export function isolated(hidden: Hidden, series: readonly GraphSeries[], one: GraphSeries): Hidden {
  const visible = shown(hidden, series);
  const alone = visible.length === 1 && visible[0] === one;
  return new Set(alone ? [] : series.filter((each) => each !== one).map(({ metric }) => keyOf(metric)));
}

/** Hides a series that is drawn, or draws it again. */
export function toggled(hidden: Hidden, { metric }: GraphSeries): Hidden {
  const next = new Set(hidden);
  if (!next.delete(keyOf(metric))) {
    next.add(keyOf(metric));
  }
  return next;
}
