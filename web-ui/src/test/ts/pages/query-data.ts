import type { MatrixSeries } from "../../../main/ts/pages/query/answer";
import { type GraphData, graphData, type Span } from "../../../main/ts/pages/query/graph/graph-data";
import { gridOf, type GridSeries, readMatrix } from "../../../main/ts/pages/query/graph/matrix-text";

/** What a graph shows of an answer. */
export function dataOf(result: readonly MatrixSeries[], span: Span, stepMs: number): GraphData {
  const grid = gridOf(span, stepMs);
  const read = readMatrix(JSON.stringify({ status: "success", data: { result } }), grid);
  return graphData((read as { readonly data: { readonly result: readonly GridSeries[] } }).data.result, grid);
}
