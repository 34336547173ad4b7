package dev.deucalion.scrape;

import dev.deucalion.scrape.options.ScrapeJobOptions;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The logs of failed scrapes by job. Each configuration opens them anew, so that files that were
 * moved away are let go. Safe for many threads.
 */
final class FailureLogs implements AutoCloseable {
  private final FailureLog.Opener opener;

  private volatile Map<String, FailureLog> byJob = Map.of();

  FailureLogs(FailureLog.Opener opener) {
    this.opener = opener;
  }

  /**
   * Takes over the files of these jobs.
   *
   * @throws IllegalStateException when one cannot be opened; then what was before stays
   */
  synchronized void apply(Collection<ScrapeJobOptions> jobs) {
    Map<String, FailureLog> byFile = new HashMap<>();
    Map<String, FailureLog> next = new HashMap<>();
    try {
      for (ScrapeJobOptions job : jobs) {
        String file = job.failureLogFile();
        if (!file.isEmpty()) {
          FailureLog log = byFile.get(file);
          if (log == null) {
            log = opener.open(file);
            byFile.put(file, log);
          }
          next.put(job.jobName(), log);
        }
      }
    } catch (IOException e) {
      byFile.values().forEach(FailureLog::close);
      throw new IllegalStateException("can't create json log file: " + e, e);
    }
    replace(next);
  }

  private void replace(Map<String, FailureLog> next) {
    Collection<FailureLog> old = byJob.values();
    byJob = next;
    old.stream().distinct().forEach(FailureLog::close);
  }

  /** Writes a failed scrape down where the job wants that. */
  void failed(String jobName, String url, String error) {
    FailureLog log = byJob.get(jobName);
    if (log != null) {
      log.failed(jobName, url, error);
    }
  }

  @Override
  public synchronized void close() {
    replace(Map.of());
  }
}
