/**
 * A link to the query page with an expression, in the table or the graph.
 *
 * @param range of the graph, such as `1d`; undefined leaves it to the page
 */
export function queryLink(expression: string, tab: "table" | "graph" = "table", range?: string): string {
  const parameters = new URLSearchParams({
    "g0.expr": expression,
    "g0.tab": tab === "graph" ? "0" : "1",
  });
  if (range !== undefined) {
    parameters.set("g0.range_input", range);
  }
  return `query?${parameters.toString()}`;
}

/** A selector of all series of a metric. */
export function metricSelector(name: string): string {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : `{${JSON.stringify(name)}}`;
}

/** A selector of the series that have these labels. */
export function selector(metric: string, labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(
    ([name, value]) => `${/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name)}=${JSON.stringify(value)}`,
  );
  return `${metric}{${matchers.join(",")}}`;
}
