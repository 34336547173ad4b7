import { Store } from "./store";

/** Whether the server said that it starts, and has not been seen ready since. */
export const starting = new Store(false);
