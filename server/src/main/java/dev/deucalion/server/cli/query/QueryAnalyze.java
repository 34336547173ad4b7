package dev.deucalion.server.cli.query;

import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.query.ApiClient.Parameter;
import dev.deucalion.server.cli.query.BucketStatistics.Collector;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.server.units.GoDuration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code query analyze}: how many buckets of histograms are in use. */
public final class QueryAnalyze {
  private static final Option<URI> SERVER =
      Option.of("server", ValueTypes.URL, "Prometheus server to query.").always();
  private static final Option<String> TYPE =
      Option.of("type", FlagType.TEXT, "Type of metric: histogram.").always();
  private static final Option<Long> DURATION =
      Option.of("duration", FlagType.GO_DURATION, "Time frame to analyze.").byDefault("1h");
  private static final Option<String> TIME =
      Option.of("time", FlagType.TEXT, "Query time (RFC3339 or Unix timestamp), defaults to now.");
  private static final Option<List<String>> MATCH = QueryFlags.MATCH.always();

  private static final String HEADER =
      """
      Bucket stats for each histogram series over time
      ------------------------------------------------
      First the min, avg, and max number of populated buckets, followed by the total
      number of buckets (only if different from the max number of populated buckets
      which is typical for classic but not native histograms).

      """;

  private static final String FOOTER =
      """

      Aggregated bucket stats
      -----------------------
      Each line shows min/avg/max over the series above.
      """;

  private final Console console;

  private QueryAnalyze(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "analyze",
        "Run queries against your Prometheus to analyze the usage pattern of certain metrics.",
        List.of(SERVER, TYPE, DURATION, TIME, MATCH),
        List.of(),
        new QueryAnalyze(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    if (!line.get(TYPE).equals("histogram")) {
      throw new CommandException("analyze type is " + line.get(TYPE) + ", must be 'histogram'");
    }
    long timeMs = QueryFlags.timeMs(line.get(TIME), console.clock().nowMs(), "query");
    BucketSummary nativeOnes = new BucketSummary();
    BucketSummary classicOnes = new BucketSummary();
    console.out().print(HEADER);
    try (ApiClient api = ApiClient.open(line, line.get(SERVER), Map.of(), console)) {
      for (String selector : line.get(MATCH)) {
        String query = selector + "[" + GoDuration.format(line.get(DURATION)) + "]";
        JsonValue data =
            api.ask(
                    "/api/v1/query",
                    List.of(new Parameter("query", query), ApiClient.time("time", timeMs)))
                .get("data");
        if (!data.text("resultType").equals("matrix")) {
          throw new CommandException("query of buckets resulted in non-Matrix");
        }
        analyze(data.get("result").list(), nativeOnes, classicOnes);
      }
    }
    console.out().print(FOOTER);
    if (!nativeOnes.isEmpty()) {
      console.out().println("\nNative " + nativeOnes);
    }
    if (!classicOnes.isEmpty()) {
      console.out().println("\nClassic " + classicOnes);
    }
    return ExitCode.OK;
  }

  /** Series with floats are taken for buckets of classic histograms, others for native ones. */
  private void analyze(List<JsonValue> series, BucketSummary nativeOnes, BucketSummary classicOnes)
      throws CommandException {
    Map<String, List<JsonValue>> classic = new TreeMap<>();
    for (JsonValue one : series) {
      List<JsonValue> histograms = one.get("histograms").list();
      if (!one.get("values").list().isEmpty()) {
        if (isBucket(one)) {
          classic.computeIfAbsent(histogramName(one), _ -> new ArrayList<>()).add(one);
        }
      } else if (histograms.size() > 1) {
        BucketStatistics statistics = nativeStatistics(histograms);
        console
            .out()
            .println("- " + AnswerText.metric(one.get("metric")) + " (native): " + statistics);
        nativeOnes.add(statistics);
      }
    }
    for (Map.Entry<String, List<JsonValue>> histogram : classic.entrySet()) {
      if (histogram.getValue().getFirst().get("values").list().size() > 1) {
        BucketStatistics statistics = classicStatistics(histogram.getValue());
        console.out().println("- " + histogram.getKey() + " (classic): " + statistics);
        classicOnes.add(statistics);
      }
    }
  }

  private static boolean isBucket(JsonValue series) {
    JsonValue metric = series.get("metric");
    return !metric.get("le").isNull() && metric.text("__name__").endsWith("_bucket");
  }

  /** The name of the metric and all labels but that of the bucket. */
  private static String histogramName(JsonValue series) {
    JsonValue metric = series.get("metric");
    return metric.entries().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("le") && !entry.getKey().equals("__name__"))
        .map(entry -> entry.getKey() + "=\"" + entry.getValue().text() + "\"")
        .sorted()
        .collect(Collectors.joining(", ", metric.text("__name__") + "{", "}"));
  }

  private static BucketStatistics nativeStatistics(List<JsonValue> histograms) {
    Collector collector = new Collector();
    Set<List<String>> bounds = new HashSet<>();
    for (JsonValue point : histograms) {
      List<JsonValue> buckets = point.list().get(1).get("buckets").list();
      buckets.forEach(bucket -> bounds.add(bucket.texts().subList(0, 3)));
      collector.add(buckets.size());
    }
    return collector.of(bounds.size());
  }

  /** Buckets count what those below them count, too. A time that one lacks ends the count there. */
  private static BucketStatistics classicStatistics(List<JsonValue> buckets)
      throws CommandException {
    List<List<JsonValue>> points =
        buckets.stream()
            .sorted(Comparator.comparingDouble(QueryAnalyze::upperBound))
            .map(bucket -> bucket.get("values").list())
            .toList();
    Collector collector = new Collector();
    for (int time = 0; time < points.getFirst().size(); time++) {
      int populated = 0;
      double below = 0;
      String timeMs = points.getFirst().get(time).texts().getFirst();
      for (List<JsonValue> bucket : points) {
        if (time >= bucket.size()) {
          break;
        }
        List<String> point = bucket.get(time).texts();
        if (!point.getFirst().equals(timeMs)) {
          throw new CommandException("matrix result is not time aligned");
        }
        double count = ApiClient.number(point.get(1));
        if ((int) (count - below) != 0) {
          populated++;
        }
        below = count;
      }
      collector.add(populated);
    }
    return collector.of(points.size());
  }

  private static double upperBound(JsonValue bucket) {
    try {
      return ApiClient.number(bucket.get("metric").text("le"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
