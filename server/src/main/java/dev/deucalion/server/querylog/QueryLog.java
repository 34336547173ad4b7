package dev.deucalion.server.querylog;

import dev.deucalion.http.api.QueryStatistics;
import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.UtcText;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryListener;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryStats;
import dev.deucalion.promql.engine.RunningQuery;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each query that has ended, in the file that {@code query_log_file} names, with
 * the members that Prometheus writes.
 */
public final class QueryLog implements QueryListener, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryLog.class);

  /** Traces are not kept. */
  private static final String NO_SPAN = "0".repeat(16);

  private static final String NO_TRACE = "0".repeat(32);

  private final Clock clock;
  private final LongAdder failures = new LongAdder();
  private @Nullable OutputStream file;

  public QueryLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * From now on writes to this file, which is opened anew also where it is the same, so that one
   * that was moved away is let go.
   *
   * @param path empty for none
   * @throws IllegalStateException when it cannot be opened; then what was before stays
   */
  public void writeTo(String path) {
    OutputStream opened = null;
    if (!path.isEmpty()) {
      try {
        opened =
            Files.newOutputStream(
                Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new IllegalStateException("can't create json log file: " + e, e);
      }
    }
    replace(opened);
  }

  private synchronized void replace(@Nullable OutputStream opened) {
    OutputStream before = file;
    file = opened;
    if (before != null) {
      try {
        before.close();
      } catch (IOException e) {
        LOG.warn("Error while closing the previous query log file", e);
      }
    }
  }

  /** Whether there is a file. */
  public synchronized boolean isEnabled() {
    return file != null;
  }

  /** How many lines could not be written. */
  public long failures() {
    return failures.sum();
  }

  @Override
  public void started(RunningQuery query) {
    // A query is logged when it has ended.
  }

  @Override
  public void ended(RunningQuery query, QueryStats stats, @Nullable QueryException failure) {
    if (!isEnabled()) {
      return;
    }
    byte[] line = JsonBytes.of(out -> write(out, query.request(), stats, failure));
    synchronized (this) {
      if (file == null) {
        return;
      }
      try {
        file.write(line);
        file.write('\n');
      } catch (IOException e) {
        failures.increment();
        LOG.error("can't log query", e);
      }
    }
  }

  private void write(
      JsonWriter out,
      RunningQuery.Request request,
      QueryStats stats,
      @Nullable QueryException failure)
      throws IOException {
    out.beginObject();
    out.field("time", UtcText.milliseconds(clock.nowMs()));
    out.field("level", "INFO");
    out.field("source", "QueryLog.java");
    out.field("msg", "promql query logged");
    out.name("params");
    out.beginObject();
    out.field("end", UtcText.milliseconds(request.endMs()));
    out.field("query", request.text());
    out.field("start", UtcText.milliseconds(request.startMs()));
    out.name("step");
    out.number(request.stepMs() / 1000);
    out.endObject();
    if (failure != null) {
      out.field("error", String.valueOf(failure.getMessage()));
    }
    QueryStatistics.write(out, stats);
    out.field("spanID", NO_SPAN);
    out.field("traceID", NO_TRACE);
    QueryOrigin origin = request.options().origin();
    if (!origin.kind().isEmpty()) {
      out.key(origin.kind());
      out.beginObject();
      for (Map.Entry<String, String> fact : origin.facts().entrySet()) {
        out.key(fact.getKey());
        out.string(fact.getValue());
      }
      out.endObject();
    }
    out.endObject();
  }

  @Override
  public void close() {
    replace(null);
  }
}
