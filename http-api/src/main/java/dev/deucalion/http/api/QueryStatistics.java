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
    QueryStats.Steps steps = stats.steps();
    if (steps != null) {
      perStep(out, "totalQueryableSamplesPerStep", steps, steps.totalSamples());
    }
    out.name("totalQueryableSamples");
    out.number(stats.totalSamples());
    if (steps != null) {
      perStep(out, "samplesReadPerStep", steps, steps.samplesRead());
    }
    out.name("samplesRead");
    out.number(stats.samplesRead());
    out.name("peakSamples");
    out.number(stats.peakSamples());
    out.endObject();
    out.endObject();
  }

  /** Pairs of a time in seconds and a number, one a step. */
  private static void perStep(JsonWriter out, String name, QueryStats.Steps steps, long[] numbers)
      throws IOException {
    out.name(name);
    out.beginArray();
    for (int i = 0; i < numbers.length; i++) {
      out.beginArray();
      out.number((steps.startMs() + i * steps.stepMs()) / 1e3);
      out.number(numbers[i]);
      out.endArray();
    }
    out.endArray();
  }

  private static void seconds(JsonWriter out, String name, long nanos) throws IOException {
    out.name(name);
    out.number(nanos / 1e9);
  }
}
