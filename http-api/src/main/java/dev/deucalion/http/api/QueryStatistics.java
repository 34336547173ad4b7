package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.promql.engine.QueryStats;
import java.io.IOException;

/** What a query cost, as the member {@code stats}. */
public final class QueryStatistics {
  private QueryStatistics() {}

  /** Writes the member with its name. */
  public static void write(JsonWriter out, QueryStats stats) throws IOException {
    out.name("stats");
    out.beginObject();
    out.name("timings");
    out.beginObject();
    seconds(out, "evalTotalTime", stats.evalTotalNanos());
    seconds(out, "resultSortTime", stats.resultSortNanos());
    seconds(out, "queryPreparationTime", stats.prepareNanos());
    seconds(out, "innerEvalTime", stats.innerEvalNanos());
    seconds(out, "execQueueTime", stats.queueNanos());
    seconds(out, "execTotalTime", stats.execTotalNanos());
    out.endObject();
    out.name("samples");
    out.beginObject();
    out.name("totalQueryableSamples");
    out.number(stats.totalSamples());
    out.name("peakSamples");
    out.number(stats.peakSamples());
    out.endObject();
    out.endObject();
  }

  private static void seconds(JsonWriter out, String name, long nanos) throws IOException {
    out.name(name);
    out.number(nanos / 1e9);
  }
}
