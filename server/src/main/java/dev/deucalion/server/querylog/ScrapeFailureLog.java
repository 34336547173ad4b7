package dev.deucalion.server.querylog;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.UtcText;
import dev.deucalion.scrape.FailureLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each scrape that failed, in the file that {@code scrape_failure_log_file}
 * names, with the members that Prometheus writes.
 */
public final class ScrapeFailureLog implements FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapeFailureLog.class);

  private final Clock clock;
  private final OutputStream file;
  private boolean closed;

  private ScrapeFailureLog(Clock clock, OutputStream file) {
    this.clock = clock;
    this.file = file;
  }

  /** Opens a file, to which lines are added. */
  public static ScrapeFailureLog open(String path, Clock clock) throws IOException {
    return new ScrapeFailureLog(
        clock,
        Files.newOutputStream(Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  @Override
  public void failed(String jobName, String url, String error) {
    byte[] line =
        JsonBytes.of(out -> {
          out.beginObject();
          out.field("time", UtcText.milliseconds(clock.nowMs()));
          out.field("level", "ERROR");
          out.field("source", "ScrapeFailureLog.java");
          out.field("msg", error);
          out.field("job_name", jobName);
          out.field("target", url);
          out.endObject();
        });
    synchronized (this) {
      if (closed) {
        return;
      }
      try {
        file.write(line);
        file.write('\n');
      } catch (IOException e) {
        LOG.error("can't log failed scrape", e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("Error while closing a log of failed scrapes", e);
    }
  }
}
