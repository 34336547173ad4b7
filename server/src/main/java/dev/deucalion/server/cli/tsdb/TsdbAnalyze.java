package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PromqlParser;
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
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code tsdb analyze}: which labels make a block large, and how its chunks are filled. */
public final class TsdbAnalyze {
  private static final Argument<String> BLOCK =
      Argument.optional("block id", FlagType.TEXT, "Block to analyze (default is the last block).");
  private static final Option<Integer> LIMIT =
      Option.of("limit", FlagType.INT, "How many items to show in each list.").byDefault("20");
  private static final Option<Boolean> EXTENDED =
      Option.of("extended", FlagType.SWITCH, "Run extended analysis.");
  private static final Option<String> MATCH =
      Option.of(
          "match",
          FlagType.TEXT,
          "Series selector to analyze. Only 1 set of matchers is supported now.");

  private final Console console;

  private TsdbAnalyze(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "analyze",
        "Analyze churn, label pair cardinality and compaction efficiency.",
        List.of(LIMIT, EXTENDED, MATCH),
        List.of(TsdbFlags.PATH, BLOCK),
        new TsdbAnalyze(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    List<Matcher> matchers;
    try {
      matchers =
          line.get(MATCH).isEmpty() ? List.of() : PromqlParser.parseSelector(line.get(MATCH));
    } catch (ParseException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    try (DirectoryReader reader = DirectoryReader.ofBlocks(Path.of(line.get(TsdbFlags.PATH)))) {
      analyze(block(reader, line.get(BLOCK)), line, matchers);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    } catch (UncheckedIOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    } catch (CorruptChunkException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The block of a name, or the one that was made last. */
  private static Block block(DirectoryReader reader, String id) throws CommandException {
    return reader.blocks().stream()
        .filter(block -> id.isEmpty() || block.meta().ulid().equals(id))
        .max(Comparator.comparing(block -> block.meta().ulid()))
        .orElseThrow(() ->
            new CommandException(id.isEmpty() ? "no blocks found" : "block " + id + " not found"));
  }

  private void analyze(Block block, Invocation line, List<Matcher> matchers) throws IOException {
    BlockMeta meta = block.meta();
    LabelStatistics labels = new LabelStatistics(meta.maxTimeMs() - meta.minTimeMs());
    ChunkStatistics chunks = new ChunkStatistics(line.get(EXTENDED));
    read(block, matchers, labels, chunks);
    print("Block ID: " + meta.ulid());
    print(
        "Duration: "
            + GoDuration.format(
                TimeUnit.MILLISECONDS.toNanos(meta.maxTimeMs() - meta.minTimeMs())));
    print("Total Series: " + meta.stats().series());
    if (!matchers.isEmpty()) {
      print("Matcher: " + line.get(MATCH));
    }
    print("Label names: " + labels.names());
    if (!matchers.isEmpty()) {
      print("Matched series: " + labels.series());
    }
    print("Postings (unique label pairs): " + labels.pairs());
    print("Postings entries (total label pairs): " + labels.entries());
    int limit = line.get(LIMIT);
    list("Label pairs most involved in churning:", labels.churnOfPairs(), limit);
    list("Label names most involved in churning:", labels.churnOfNames(), limit);
    list("Most common label pairs:", labels.seriesOfPairs(), limit);
    list(
        "Label names with highest cumulative label value length:",
        labels.valueBytesOfNames(),
        limit);
    list("Highest cardinality labels:", labels.valuesOfNames(), limit);
    list("Highest cardinality metric names:", labels.seriesOfMetrics(), limit);
    if (line.get(EXTENDED)) {
      print("\nCompaction analysis:\n");
      console.out().print(chunks);
    }
  }

  private static void read(
      Block block, List<Matcher> matchers, LabelStatistics labels, ChunkStatistics chunks)
      throws IOException {
    ChunkData chunk = new ChunkData();
    try (SeriesChunks series = block.chunks()) {
      while (series.nextSeries()) {
        Labels found = series.labels();
        boolean wanted = matchers.stream().allMatch(m -> m.matches(found.get(m.name())));
        long firstMs = Long.MAX_VALUE;
        long lastMs = Long.MIN_VALUE;
        while (series.nextChunk(chunk)) {
          firstMs = Math.min(firstMs, chunk.minTimeMs);
          lastMs = Math.max(lastMs, chunk.maxTimeMs);
          if (wanted) {
            chunks.add(chunk);
          }
        }
        if (wanted && firstMs <= lastMs) {
          labels.add(found, lastMs - firstMs);
        }
      }
    }
  }

  private void print(String text) {
    console.out().println(text);
  }

  /** Prints the largest numbers with their names, equal ones by name. */
  private void list(String title, Map<String, Long> counts, int limit) {
    print("\n" + title);
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .forEach(entry -> print(entry.getValue() + " " + entry.getKey()));
  }
}
