import "./graph.test";
import "./url-state.test";
