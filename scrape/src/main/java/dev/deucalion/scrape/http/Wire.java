package dev.deucalion.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection on which every blocking call ends at one moment. */
interface Wire {
  InputStream input() throws IOException;

  OutputStream output() throws IOException;

  /**
   * Sets the moment.
   *
   * @param nanos of {@link System#nanoTime}
   */
  void deadlineNanos(long nanos);

  /** Ends blocked calls of other threads too. Its own errors interest nobody. */
  void close();
}
