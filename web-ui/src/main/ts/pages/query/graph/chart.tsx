import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { settings } from "../../../frame/settings";
import { useStore } from "../../../frame/store";
import { plural } from "../../../format/number";
import { dateTime } from "../../../format/time";
import { SeriesName } from "../series-name";
import { canvasColors, prepare } from "./canvas";
import { colorOf, cssColor } from "./colors";
import { strokeLine } from "./draw-lines";
import { draw, type Picture, pictureOf, type Scene } from "./picture";
import { type Pointed, pointedAt } from "./pointed";
import { timeAt } from "./plot";
import { dragged, keyed, type View } from "./zoom";

interface ChartProps {
  readonly scene: Scene;
  /** Index among the visible series of the one to stand out. */
  readonly raised: number | undefined;
  /** What was asked for: a graph ends at its last step, which may be long before that. */
  readonly asked: View;
  readonly onView: (view: View) => void;
}

const HEIGHT = 360;
const LEAST_DRAG = 6;

/** Draws what changes with the pointer: the line it is near, a cross and what is being selected. */
function drawPointer(
  canvas: HTMLCanvasElement, picture: Picture, width: number, raised: number | undefined, pointed: Pointed | undefined,
  drag: readonly [number, number] | undefined,
): void {
  const context = prepare(canvas, width, HEIGHT);
  if (context === null) {
    return;
  }
  const { plot, scene, lines } = picture;
  const colors = canvasColors(canvas);
  const line = picture.heatmap === undefined ? lines[raised ?? pointed?.line ?? -1] : undefined;
  if (line !== undefined) {
    context.save();
    context.beginPath();
    context.rect(plot.left, plot.top, plot.width, plot.height);
    context.clip();
    strokeLine(context, plot, scene.data.startMs, scene.data.stepMs, line, 3);
    context.restore();
  }
  if (pointed !== undefined) {
    context.strokeStyle = colors.text;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(pointed.x, plot.top);
    context.lineTo(pointed.x, plot.top + plot.height);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = pointed.color === undefined ? colors.strong : cssColor(colorOf(pointed.color));
    context.beginPath();
    context.arc(pointed.x, pointed.y, 4, 0, 2 * Math.PI);
    context.fill();
  }
  if (drag !== undefined) {
    context.globalAlpha = 0.2;
    context.fillStyle = colors.strong;
    context.fillRect(Math.min(...drag), plot.top, Math.abs(drag[1] - drag[0]), plot.height);
  }
}

function useWidth(): readonly [{ current: HTMLDivElement | null }, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) {
      return undefined;
    }
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/** Goes up when the theme changes, as canvases must then be drawn again. */
function useThemeChanges(): number {
  const { theme } = useStore(settings);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const query = window.matchMedia("(prefers-color-scheme: dark)");
    const onChange = (): void => setCount((before) => before + 1);
    query.addEventListener("change", onChange);
    onChange();
    return () => query.removeEventListener("change", onChange);
  }, [theme]);
  return count;
}

function Tip({ pointed, local, width }: { pointed: Pointed; local: boolean; width: number }): JSX.Element {
  const right = pointed.x > width / 2;
  return (
    <div
      class="chart-tip"
      style={right ? { right: `${width - pointed.x + 12}px` } : { left: `${pointed.x + 12}px` }}
    >
      <div>{dateTime(new Date(pointed.timeMs), local)}</div>
      <strong>
        {pointed.color !== undefined && <span class="swatch" style={{ background: cssColor(colorOf(pointed.color)) }} />}
        {pointed.text}
      </strong>
      {Object.keys(pointed.metric).length > 0 && <div><SeriesName metric={pointed.metric} /></div>}
    </div>
  );
}

/** A graph. Dragging over it zooms in; arrow keys move it, plus and minus zoom. */
export function Chart({ scene, raised, asked, onView }: ChartProps): JSX.Element {
  const [box, width] = useWidth();
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed>();
  const [drag, setDrag] = useState<readonly [number, number]>();
  const themes = useThemeChanges();
  const picture = useMemo(() => pictureOf(scene, width, HEIGHT), [scene, width]);

  useLayoutEffect(() => {
    if (base.current !== null && width > 0) {
      const begunMs = performance.now();
      draw(base.current, picture, width, HEIGHT);
      performance.measure("graph-draw", { start: begunMs });
    }
  }, [picture, themes]);
  // What was pointed at lies elsewhere in another picture.
  useLayoutEffect(() => setPointed(undefined), [picture]);
  useLayoutEffect(() => {
    if (over.current !== null && width > 0) {
      drawPointer(over.current, picture, width, raised, pointed, drag);
    }
  }, [picture, themes, raised, pointed, drag]);

  const place = (event: PointerEvent): readonly [number, number] => {
    const rectangle = (event.currentTarget as Element).getBoundingClientRect();
    return [event.clientX - rectangle.left, event.clientY - rectangle.top];
  };
  const clamped = (x: number): number => Math.max(picture.plot.left, Math.min(picture.plot.left + picture.plot.width, x));
  const onUp = (event: PointerEvent): void => {
    setDrag(undefined);
    if (drag === undefined) {
      return;
    }
    if (Math.abs(drag[1] - drag[0]) >= LEAST_DRAG) {
      const times = drag.map((x) => Math.round(timeAt(picture.plot, x)));
      const view = dragged({ startMs: Math.min(...times), endMs: Math.max(...times) });
      if (view !== undefined) {
        onView(view);
      }
    } else {
      // A finger points by a tap.
      setPointed(pointedAt(picture, ...place(event)));
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    // With these, keys are the browser's own: the way back, the size of the letters.
    const view = event.ctrlKey || event.metaKey || event.altKey ? undefined : keyed(event.key, asked);
    if (view !== undefined) {
      event.preventDefault();
      onView(view);
    }
  };

  const { heatmap } = picture;
  const shape = heatmap === undefined
    ? `Graph of ${scene.visible.length} series`
    : `Heatmap of ${plural(heatmap.buckets, "bucket")}`;
  const when = (ms: number): string => dateTime(new Date(ms), scene.localTime);
  return (
    <div
      class="chart" ref={box} role="application" tabIndex={0} onKeyDown={onKey}
      aria-roledescription="graph"
      aria-label={
        `${shape} from ${when(scene.span.startMs)} to ${when(scene.span.endMs)}.` +
        " Arrow keys move it, plus and minus zoom. The Table tab has the values."
      }
    >
      <canvas ref={base} aria-hidden="true" />
      <canvas
        ref={over} class="chart-over" aria-hidden="true"
        onPointerDown={(event) => {
          if (event.button === 0) {
            event.currentTarget.setPointerCapture(event.pointerId);
            const x = clamped(place(event)[0]);
            setDrag([x, x]);
          }
        }}
        onPointerMove={(event) => {
          const [x, y] = place(event);
          if (drag !== undefined) {
            setDrag([drag[0], clamped(x)]);
          }
          setPointed(drag === undefined ? pointedAt(picture, x, y) : undefined);
        }}
        onPointerUp={onUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={(event) => event.pointerType !== "touch" && setPointed(undefined)}
      />
      {pointed !== undefined && <Tip pointed={pointed} local={scene.localTime} width={width} />}
    </div>
  );
}
