package dev.deucalion.http.source;

import org.jspecify.annotations.Nullable;

/** What can be done to the program from outside. */
public interface Lifecycle {
  /**
   * Reads the configuration again and waits until that is done.
   *
   * @return null when it went well, else why not
   */
  @Nullable String reload();

  /** Starts an orderly end and returns at once. Called once at most. */
  void quit();
}
