/**
 * Holds something while the page can be seen, such as a connection: browsers open only six to a server, over all their
 * tabs, and keep pages that were left.
 *
 * @param hold begins and returns what ends
 * @returns what ends it for good
 */
export function whileVisible(hold: () => () => void): () => void {
  let release: (() => void) | undefined;
  const update = (): void => {
    const visible = document.visibilityState === "visible";
    if (visible && release === undefined) {
      release = hold();
    } else if (!visible) {
      letGo();
    }
  };
  const letGo = (): void => {
    release?.();
    release = undefined;
  };
  document.addEventListener("visibilitychange", update);
  window.addEventListener("pagehide", letGo);
  window.addEventListener("pageshow", update);
  update();
  return () => {
    document.removeEventListener("visibilitychange", update);
    window.removeEventListener("pagehide", letGo);
    window.removeEventListener("pageshow", update);
    letGo();
  };
}
