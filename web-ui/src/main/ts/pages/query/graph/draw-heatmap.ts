import type { Heatmap } from "./heatmap";
import { type Plot, xOf } from "./plot";

/** Draws a cell for each bucket and step, the stronger the more it counts. */
export function drawHeatmap(
  context: CanvasRenderingContext2D, plot: Plot, startMs: number, stepMs: number, heatmap: Heatmap, color: string,
): void {
  const height = plot.height / heatmap.rows.length;
  const width = Math.max(1, xOf(plot, startMs + stepMs) - xOf(plot, startMs));
  const scale = Math.log1p(heatmap.most);
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.width, plot.height);
  context.clip();
  context.fillStyle = color;
  heatmap.rows.forEach(({ counts }, i) => {
    const y = plot.top + plot.height - (i + 1) * height;
    for (let step = 0; step < (counts?.length ?? 0); step++) {
      const count = counts?.[step] as number;
      if (count > 0) {
        context.globalAlpha = 0.08 + 0.92 * (Math.log1p(count) / scale);
        context.fillRect(xOf(plot, startMs + step * stepMs) - width / 2, y, width + 0.5, Math.max(1, height - 0.5));
      }
    }
  });
  context.restore();
}
