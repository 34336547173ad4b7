import { render } from "preact";

import { Shell } from "./frame/shell";
import { applyTheme } from "./frame/theme";

const root = document.getElementById("app");
if (root === null) {
  throw new Error("the page has no place for the interface");
}
applyTheme();
render(<Shell />, root);
