/** Where a field can be selected: while a dialog is open, only inside of it. */
function selectable(): Element {
  return [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
}

/** Copies by a selected field, as pages must that did not come by TLS: they have no clipboard. */
function copyByField(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  selectable().append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }
  return copied;
}

/**
 * Puts a text on the clipboard.
 *
 * @returns whether the browser did it
 */
export async function copy(text: string): Promise<boolean> {
  if (navigator.clipboard === undefined) {
    return copyByField(text);
  }
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByField(text);
  }
}
