package dev.deucalion.scrape.discovery;

import java.util.List;
import java.util.function.Consumer;

/**
 * Watches one source of targets.
 *
 * <p>{@link #start} is called once. From then until {@link #close} the listener is given groups
 * that are new or have changed; a group that is gone comes once more without targets. A source that
 * cannot be reached changes nothing. The listener is quick, and never called twice at a time.
 */
public interface Discoverer extends AutoCloseable {
  /** Begins; may call the listener before it returns. */
  void start(Consumer<List<TargetGroup>> listener);

  /** Ends; the listener may be called once more while this runs, not after. */
  @Override
  void close();
}
