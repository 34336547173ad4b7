package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code tsdb dump} and {@code tsdb dump-openmetrics}: all samples of a data directory. */
public final class TsdbDump {
  private static final int BATCH = 1024;

  private static final Option<String> SANDBOX =
      Option.of(
          "sandbox-dir-root",
          FlagType.TEXT,
          "Directory in which the log is copied before it is read (default is the database path)."
              + " The copy is deleted at the end.");
  private static final Option<Long> MIN_TIME =
      Option.of(
              "min-time",
              FlagType.LONG,
              "Minimum timestamp to dump, in milliseconds since the Unix epoch.")
          .byDefault(String.valueOf(Long.MIN_VALUE));
  private static final Option<Long> MAX_TIME =
      Option.of(
              "max-time",
              FlagType.LONG,
              "Maximum timestamp to dump, in milliseconds since the Unix epoch.")
          .byDefault(String.valueOf(Long.MAX_VALUE));
  private static final Option<List<String>> MATCH =
      Option.of("match", FlagType.TEXTS, "Series selector. Can be specified multiple times.")
          .byDefault("{__name__=~'(?s:.*)'}");
  private static final Option<String> FORMAT =
      Option.of(
              "format",
              ValueTypes.oneOf("prom", "seriesjson"),
              "Output format of the dump (prom (default) or seriesjson).")
          .byDefault("prom");

  private final Console console;

  private TsdbDump(Console console) {
    this.console = console;
  }

  /** The command {@code dump}. */
  public static CommandSpec spec(Console console) {
    TsdbDump dump = new TsdbDump(console);
    return CommandSpec.command(
        "dump",
        "Dump data (series+samples or optionally just series) from a TSDB.",
        List.of(SANDBOX, MIN_TIME, MAX_TIME, MATCH, FORMAT),
        List.of(TsdbFlags.PATH),
        line ->
            dump.run(
                line, line.get(FORMAT).equals("prom") ? DumpFormat.PROM : DumpFormat.SERIES_JSON));
  }

  /** The command {@code dump-openmetrics}. */
  public static CommandSpec openMetrics(Console console) {
    TsdbDump dump = new TsdbDump(console);
    return CommandSpec.command(
        "dump-openmetrics",
        "[Experimental] Dump samples from a TSDB into OpenMetrics text format, excluding native"
            + " histograms and staleness markers, which are not representable in OpenMetrics.",
        List.of(SANDBOX, MIN_TIME, MAX_TIME, MATCH),
        List.of(TsdbFlags.PATH),
        line -> {
          int exitCode = dump.run(line, DumpFormat.OPEN_METRICS);
          console.out().println("# EOF");
          return exitCode;
        });
  }

  private int run(Invocation line, DumpFormat format) throws CommandException {
    Path dir = Path.of(line.get(TsdbFlags.PATH));
    Path sandbox = line.get(SANDBOX).isEmpty() ? dir : Path.of(line.get(SANDBOX));
    long minTimeMs = line.get(MIN_TIME);
    long maxTimeMs = line.get(MAX_TIME);
    List<SeriesSelector> selectors = selectors(line.get(MATCH), minTimeMs, maxTimeMs);
    try (DirectoryReader reader = DirectoryReader.ofAll(dir, sandbox);
        Querier querier = reader.querier(minTimeMs, maxTimeMs)) {
      List<SeriesSet> sets = querier.select(selectors);
      if (sets.size() == 1) {
        for (int i = 0; i < sets.getFirst().size(); i++) {
          print(sets.getFirst(), i, format);
        }
      } else {
        printAll(sets, format);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    } catch (UncheckedIOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    } catch (CorruptChunkException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<SeriesSelector> selectors(List<String> texts, long minTimeMs, long maxTimeMs)
      throws CommandException {
    List<SeriesSelector> selectors = new ArrayList<>();
    for (String text : texts) {
      try {
        selectors.add(
            new SeriesSelector(PromqlParser.parseSelector(text), minTimeMs, maxTimeMs, true));
      } catch (ParseException e) {
        throw new CommandException(String.valueOf(e.getMessage()), e);
      }
    }
    return selectors;
  }

  /** Where a series is. */
  private record Place(SeriesSet set, int index) {}

  /** Prints the series of several selectors, each once. */
  private void printAll(List<SeriesSet> sets, DumpFormat format) {
    Map<Labels, Place> places = new TreeMap<>();
    for (SeriesSet set : sets) {
      for (int i = 0; i < set.size(); i++) {
        places.putIfAbsent(set.labels(i), new Place(set, i));
      }
    }
    places.values().forEach(place -> print(place.set, place.index, format));
  }

  private void print(SeriesSet set, int index, DumpFormat format) {
    Labels labels = set.labels(index);
    SampleCursor cursor = set.samples(index, null);
    long[] timesMs = new long[BATCH];
    double[] values = new double[BATCH];
    Histogram[] histograms = new Histogram[BATCH];
    String prefix = format.prefix(labels);
    boolean more = true;
    boolean first = true;
    while (more) {
      int floats = cursor.next(timesMs, values);
      int found = floats > 0 ? 0 : cursor.nextHistograms(timesMs, histograms);
      if (first && floats + found > 0) {
        format.series(console.out(), labels);
        first = false;
      }
      more = floats + found > 0 && format.wantsSamples();
      for (int i = 0; more && i < floats; i++) {
        format.sample(console.out(), prefix, timesMs[i], values[i]);
      }
      for (int i = 0; more && i < found; i++) {
        more = format.sample(console.out(), prefix, timesMs[i], histograms[i]);
      }
    }
  }
}
