/** Colours of a canvas, which the theme of the page decides. */
export interface CanvasColors {
  readonly text: string;
  readonly line: string;
  readonly strong: string;
  readonly font: string;
}

/** Reads the colours that the style sheet gives to the element. */
export function canvasColors(element: Element): CanvasColors {
  const style = getComputedStyle(element);
  return { text: style.color, line: style.outlineColor, strong: style.caretColor, font: `11px ${style.fontFamily}` };
}

/** Makes a canvas so large in pixels of the screen, and empty; drawing then goes in pixels of the page. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
