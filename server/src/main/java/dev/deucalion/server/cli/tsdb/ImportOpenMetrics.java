package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.failure.FileFailure;
import dev.deucalion.server.flags.FlagType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.TreeSet;

/** {@code tsdb create-blocks-from openmetrics}: blocks of the samples of a file. */
public final class ImportOpenMetrics {
  private static final Argument<String> INPUT =
      Argument.required("input file", FlagType.TEXT, "OpenMetrics file to read samples from.");
  private static final Argument<String> OUTPUT =
      Argument.optional(
          "output directory",
          FlagType.TEXT,
          "Output directory for generated blocks.",
          TsdbFlags.DEFAULT_PATH);
  private static final Option<SequencedMap<String, String>> LABEL =
      Option.of(
          "label",
          ValueTypes.PAIRS,
          "Label to attach to metrics. Can be specified multiple times. Example"
              + " --label=label_name=label_value");

  private final Console console;

  private ImportOpenMetrics(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "openmetrics",
        "Import samples from OpenMetrics input and produce TSDB blocks. Please refer to the storage"
            + " docs for more details.",
        List.of(LABEL),
        List.of(INPUT, OUTPUT),
        new ImportOpenMetrics(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    long spanMs = BlockSpans.spanMs(line);
    byte[] body;
    try {
      body = Files.readAllBytes(Path.of(line.get(INPUT)));
    } catch (IOException e) {
      throw new CommandException("open " + line.get(INPUT) + ": " + FileFailure.reason(e), e);
    }
    try (BlockImport blocks =
        new BlockImport(Path.of(line.get(OUTPUT)), console, BlockSpans.printing(line))) {
      for (long startMs : starts(body, spanMs)) {
        blocks.begin(spanMs);
        add(body, startMs, spanMs, line.get(LABEL), blocks);
        blocks.end();
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException("block creation: " + FileFailure.describe(e), e);
    } catch (ExpositionException e) {
      throw new CommandException(
          "getting min and max timestamp: next: line " + e.line() + ": " + e.getMessage(), e);
    }
  }

  /** Beginnings of the stretches that have samples. */
  private static NavigableSet<Long> starts(byte[] body, long spanMs)
      throws ExpositionException, CommandException {
    NavigableSet<Long> starts = new TreeSet<>();
    ExpositionParser parser = ExpositionFormat.OPEN_METRICS.newParser();
    parser.reset(body, body.length);
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES) {
        if (!parser.hasTimestamp()) {
          throw new CommandException(
              "getting min and max timestamp: expected timestamp for series "
                  + parser.labels()
                  + ", got none");
        }
        starts.add(Math.floorDiv(parser.timestampMs(), spanMs) * spanMs);
      }
    }
    return starts;
  }

  private static void add(
      byte[] body, long startMs, long spanMs, Map<String, String> extra, BlockImport blocks)
      throws ExpositionException, IOException, CommandException {
    ExpositionParser parser = ExpositionFormat.OPEN_METRICS.newParser();
    parser.reset(body, body.length);
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES
          && parser.timestampMs() >= startMs
          && parser.timestampMs() < startMs + spanMs) {
        blocks.add(labels(parser, extra), parser.timestampMs(), parser.value());
      }
    }
  }

  private static Labels labels(ExpositionParser parser, Map<String, String> extra)
      throws ExpositionException {
    LabelsBuilder labels = parser.labels().toBuilder();
    extra.forEach(labels::set);
    return labels.build();
  }
}
