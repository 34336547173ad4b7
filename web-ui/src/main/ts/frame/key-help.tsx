import { Fragment, type JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { helpShown } from "./keyboard";
import { PAGES } from "./pages";
import { IS_AGENT } from "./server";
import { useStore } from "./store";

/** Keys of the page of queries, and what they do. */
const QUERY_KEYS: readonly (readonly [readonly string[], string])[] = [
  [["Enter"], "run the query"],
  [["Shift", "Enter"], "begin a line"],
  [["Ctrl", "Space"], "list what fits"],
  [["Tab"], "take the completion"],
  [["F8"], "next error in the query"],
  [["←", "→"], "next tab, or move the graph"],
  [["+", "-"], "zoom the graph"],
];

/** The keys, as a dialog. */
export function KeyHelp(): JSX.Element {
  const shown = useStore(helpShown);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown && dialog.current?.open === false) {
      dialog.current.showModal();
    } else if (!shown) {
      dialog.current?.close();
    }
  }, [shown]);
  return (
    <dialog ref={dialog} aria-labelledby="key-help" onClose={() => helpShown.set(false)}>
      <h2 id="key-help">Keys</h2>
      <table class="keys">
        <tbody>
          <tr><th scope="row"><kbd>/</kbd></th><td>search, or edit the query</td></tr>
          <tr><th scope="row"><kbd>?</kbd></th><td>this list</td></tr>
          <tr><th scope="row"><kbd>Esc</kbd></th><td>close what is open</td></tr>
          {!IS_AGENT && QUERY_KEYS.map(([keys, text]) => (
            <tr key={text}>
              <th scope="row">{keys.map((key) => <Fragment key={key}><kbd>{key}</kbd> </Fragment>)}</th>
              <td>{text}</td>
            </tr>
          ))}
          {PAGES.map((page) => (
            <tr key={page.path}>
              <th scope="row"><kbd>g</kbd> <kbd>{page.key}</kbd></th>
              <td>{page.title}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" onClick={() => helpShown.set(false)}>Close</button>
    </dialog>
  );
}
