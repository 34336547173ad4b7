package dev.deucalion.server.metrics;

import dev.deucalion.model.stats.ValueCounts;
import dev.deucalion.server.remote.read.ReadCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Metrics of remote ends that are read. */
public final class RemoteReadMetrics implements SelfMetrics.Area {
  private static final String PREFIX = "prometheus_remote_read_client_";

  private final Supplier<List<ReadCounters>> ends;

  public RemoteReadMetrics(Supplier<List<ReadCounters>> ends) {
    this.ends = ends;
  }

  private record Duration(ReadCounters end, ReadCounters.Kind kind, ValueCounts seconds) {}

  @Override
  public void accept(Families families) {
    List<ReadCounters> all = ends.get();
    if (all.isEmpty()) {
      return;
    }
    families.counters(
        PREFIX + "queries",
        "Queries that were answered.",
        values ->
            all.forEach(end ->
                end.answers()
                    .forEach((answer, count) ->
                        values.add(
                            count,
                            "remote_name",
                            end.name(),
                            "url",
                            end.url(),
                            "response_type",
                            answer.kind().label(),
                            "code",
                            Integer.toString(answer.code())))));
    List<Duration> durations = new ArrayList<>();
    for (ReadCounters end : all) {
      end.seconds().forEach((kind, seconds) -> durations.add(new Duration(end, kind, seconds)));
    }
    families.histograms(
        PREFIX + "request_duration_seconds",
        "How long answers took.",
        durations,
        Duration::seconds,
        duration ->
            new String[] {
              "remote_name", duration.end().name(),
              "url", duration.end().url(),
              "response_type", duration.kind().label()
            });
  }
}
