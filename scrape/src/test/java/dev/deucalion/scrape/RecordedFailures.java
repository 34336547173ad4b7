package dev.deucalion.scrape;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logs of failed scrapes in memory. A file in a directory {@code /missing} cannot be opened. */
final class RecordedFailures implements FailureLog.Opener {
  /** What was written and which logs were opened and closed, in order. */
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public FailureLog open(String file) throws IOException {
    if (file.startsWith("/missing/")) {
      throw new IOException(file);
    }
    lines.add("open " + file);
    return new FailureLog() {
      @Override
      public void failed(String jobName, String url, String error) {
        lines.add(file + ": " + jobName + " " + url + " " + error);
      }

      @Override
      public void close() {
        lines.add("close " + file);
      }
    };
  }
}
