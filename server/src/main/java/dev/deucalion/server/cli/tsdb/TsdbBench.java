package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.server.units.GoDuration;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.FileTree;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code tsdb bench write}: how fast a store takes samples. */
public final class TsdbBench {
  private static final String DEFAULT_FILE = "../../tsdb/testdata/20kseries.json";
  private static final Option<String> OUT =
      Option.of("out", FlagType.TEXT, "Set the output path.").byDefault("benchout");
  private static final Option<Integer> METRICS =
      Option.of("metrics", FlagType.INT, "Number of metrics to read.").byDefault("10000");
  private static final Option<Integer> SCRAPES =
      Option.of("scrapes", FlagType.INT, "Number of scrapes to simulate.").byDefault("3000");
  private static final Argument<String> FILE =
      Argument.optional(
          "file",
          FlagType.TEXT,
          "Input file with samples data, default is (" + DEFAULT_FILE + ").",
          DEFAULT_FILE);

  private static final long INTERVAL_MS = 30_000;
  private static final double FIRST_VALUE = 123_456_789;
  private static final double STEP = 1_000;

  private final Console console;

  private TsdbBench(Console console) {
    this.console = console;
  }

  /** A part that is timed. */
  @FunctionalInterface
  private interface Stage<T> {
    T run() throws IOException, CommandException;
  }

  /** The commands {@code bench}. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.group(
        "bench",
        "Run benchmarks.",
        List.of(),
        CommandSpec.command(
            "write",
            "Run a write performance benchmark.",
            List.of(OUT, METRICS, SCRAPES),
            List.of(FILE),
            new TsdbBench(console)::run));
  }

  private int run(Invocation line) throws CommandException {
    Path out = Path.of(line.get(OUT));
    try {
      FileTree.delete(FileOps.SYSTEM, out);
      Files.createDirectories(out);
      List<Labels> series =
          timed("readData", () -> read(Path.of(line.get(FILE)), line.get(METRICS)));
      CompactionOptions byNobody =
          CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL);
      Tsdb store = Tsdb.open(out.resolve("storage"), TsdbOptions.DEFAULTS.withCompaction(byNobody));
      try (store) {
        long startNanos = console.nanoTime().getAsLong();
        long total = timed("ingestScrapes", () -> ingest(store, series, line.get(SCRAPES)));
        double seconds = (console.nanoTime().getAsLong() - startNanos) / 1e9;
        console.out().println(" > total samples: " + total);
        console.out().println(" > samples/sec: " + total / seconds);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    }
  }

  private <T> T timed(String name, Stage<T> stage) throws IOException, CommandException {
    console.out().println(">> start stage=" + name);
    long startNanos = console.nanoTime().getAsLong();
    T result = stage.run();
    String took = GoDuration.format(console.nanoTime().getAsLong() - startNanos);
    console.out().println(">> completed stage=" + name + " duration=" + took);
    return result;
  }

  /** Series, one a line: {@code {"name":"value",...}} without escapes. */
  private static List<Labels> read(Path file, int most) throws IOException, CommandException {
    Set<Labels> series = new LinkedHashSet<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine();
          line != null && series.size() < most;
          line = lines.readLine()) {
        Map<String, String> labels = new TreeMap<>();
        for (String pair : line.replaceAll("[\"{}]", "").split(",", -1)) {
          String[] parts = pair.split(":", -1);
          if (parts.length < 2) {
            throw new CommandException("not a series: " + line);
          }
          labels.put(parts[0], parts[1]);
        }
        series.add(Labels.of(labels));
      }
    }
    return List.copyOf(series);
  }

  /** Appends one sample to each series, one batch a scrape. */
  private static long ingest(Tsdb store, List<Labels> series, int scrapes) throws IOException {
    long[] refs = new long[series.size()];
    long total = 0;
    for (int scrape = 1; scrape <= scrapes; scrape++) {
      try (Appender batch = store.appender()) {
        for (int i = 0; i < refs.length; i++) {
          if (scrape == 1) {
            refs[i] = batch.seriesRef(series.get(i));
          }
          AppendResult result =
              batch.append(refs[i], scrape * INTERVAL_MS, FIRST_VALUE + scrape * STEP);
          total += result == AppendResult.APPENDED ? 1 : 0;
        }
        batch.commit();
      }
    }
    return total;
  }
}
