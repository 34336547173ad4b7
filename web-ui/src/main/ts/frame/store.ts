import { useEffect, useState } from "preact/hooks";

/** A value that components watch. */
export class Store<T> {
  private readonly watchers = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  /** Replaces the value; watchers hear of it unless it is the same. */
  set(value: T): void {
    if (!Object.is(value, this.current)) {
      this.current = value;
      for (const watcher of [...this.watchers]) {
        watcher(value);
      }
    }
  }

  /** Calls the watcher with each new value until the returned function is called. */
  watch(watcher: (value: T) => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  }
}

/** The value of a store; the component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(store.value);
  useEffect(() => {
    setValue(store.value);
    return store.watch(setValue);
  }, [store]);
  return value;
}
