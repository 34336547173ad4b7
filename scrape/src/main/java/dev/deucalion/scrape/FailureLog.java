package dev.deucalion.scrape;

import java.io.IOException;

/** Where failed scrapes are written down. Safe for use by many threads. */
public interface FailureLog extends AutoCloseable {
  /**
   * Writes down that a target could not be fetched. A line that cannot be written is lost.
   *
   * @param url of the target
   */
  void failed(String jobName, String url, String error);

  @Override
  void close();

  /** Opens such logs. */
  @FunctionalInterface
  interface Opener {
    /** For who has no files: failures are not written down. */
    Opener NONE =
        file -> {
          throw new IOException("there are no files");
        };

    /**
     * The log in a file, which is made where it is not there.
     *
     * @throws IOException when it cannot be opened
     */
    FailureLog open(String file) throws IOException;
  }
}
