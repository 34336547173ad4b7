/** Size of the field that a line is drawn in. */
export const WIDTH = 240;
export const HEIGHT = 40;

/** A moment in seconds and a value. */
export type Point = readonly [number, number];

/** The outline of a line over the time of its points: a new one begins where there is a gap. */
export function sparkPath(points: readonly Point[], gap: number): string {
  const from = points[0]?.[0] ?? 0;
  const to = points.at(-1)?.[0] ?? 0;
  const highest = points.reduce((max, [, value]) => Math.max(max, value), 0);
  const scale = highest > 0 ? (HEIGHT - 4) / highest : 0;
  let path = "";
  let before = Number.NEGATIVE_INFINITY;
  for (const [time, value] of points) {
    const x = to > from ? ((time - from) / (to - from)) * WIDTH : 0;
    const y = HEIGHT - 2 - value * scale;
    path += `${time - before > gap ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    before = time;
  }
  return path;
}
