package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.schedule.Scheduler;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Series of rules that are gone, which are still to end. One thread at a time. */
final class EndedSeries {
  private static final Logger LOG = LoggerFactory.getLogger(EndedSeries.class);

  private final Appendable store;
  private List<Labels> series;

  EndedSeries(Appendable store, Collection<Labels> series) {
    this.store = store;
    this.series = List.copyOf(series);
  }

  /** What has not ended yet. */
  List<Labels> series() {
    return series;
  }

  /** Writes stale markers; when the store fails, the next call tries again. */
  void end(long timeMs) {
    if (series.isEmpty()) {
      return;
    }
    try (Appender appender = store.appender()) {
      appender.inOrderOnly();
      series.forEach(labels -> SeriesWriter.end(appender, labels, timeMs));
      appender.commit();
      series = List.of();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Stale sample appending for previous configuration failed", e);
    }
  }

  /** Ends the series once, some time later, so that another group can go on with them before. */
  Scheduler.Task later(long dueMs, long timeMs) {
    return new Scheduler.Task() {
      private boolean done;

      @Override
      public long nextMs() {
        return done ? Scheduler.NEVER : dueMs;
      }

      @Override
      public void run() {
        done = true;
        end(timeMs);
      }
    };
  }
}
