package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.FileTree;
import dev.deucalion.tsdb.compact.CompactionOptions;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of samples from elsewhere, one for each stretch of time. The samples of a stretch go
 * into a store of their own, whose snapshot is the block. One stretch at a time.
 */
final class BlockImport implements Closeable {
  private static final int BATCH = 5_000;

  private final Path output;
  private final Console console;
  private final Printing printing;
  private final Path temporary;
  private boolean headerPrinted;
  private @Nullable Tsdb store;
  private @Nullable Appender batch;
  private int batched;

  /** The last sample of each series, by its number: a batch that is not committed has no order. */
  private final Map<Long, Last> lastOfSeries = new HashMap<>();

  private record Last(long timeMs, double value) {}

  /** What is printed of blocks that were made. */
  enum Printing {
    NOTHING,
    NUMBERS,
    FOR_PEOPLE
  }

  /** Makes blocks in a directory, which is made where missing. */
  BlockImport(Path output, Console console, Printing printing) throws IOException {
    this.output = output;
    this.console = console;
    this.printing = printing;
    Files.createDirectories(output);
    this.temporary = Files.createTempDirectory("promtool-blocks");
  }

  /**
   * Begins a stretch. One that was begun before and has not ended is given up.
   *
   * @param spanMs its length
   */
  void begin(long spanMs) throws IOException {
    giveUp();
    CompactionOptions byNobody =
        CompactionOptions.DEFAULTS.withSchedule(CompactionOptions.Schedule.MANUAL);
    FileTree.delete(FileOps.SYSTEM, temporary);
    lastOfSeries.clear();
    // A store takes no sample that is older than its newest by more than half its range.
    store =
        Tsdb.open(
            temporary,
            TsdbOptions.DEFAULTS
                .withChunkRangeMs(2 * spanMs)
                .withLockFile(TsdbOptions.LockFile.NONE)
                .withCompaction(byNobody)
                .withReloadable(ReloadableOptions.DEFAULTS.withRetention(RetentionLimits.NONE)));
  }

  /**
   * Adds a sample.
   *
   * @throws CommandException when it is refused
   */
  void add(Labels labels, long timeMs, double value) throws IOException, CommandException {
    Tsdb open = store;
    if (open == null) {
      throw new IllegalStateException("no stretch was begun");
    }
    Appender current = batch;
    if (current == null) {
      current = open.appender();
      batch = current;
    }
    long ref = current.seriesRef(labels);
    Last last = lastOfSeries.put(ref, new Last(timeMs, value));
    if (last != null && timeMs == last.timeMs && Double.compare(value, last.value) == 0) {
      return;
    }
    AppendResult result =
        last == null || timeMs > last.timeMs
            ? current.append(ref, timeMs, value)
            : timeMs == last.timeMs ? AppendResult.DUPLICATE_TIMESTAMP : AppendResult.OUT_OF_ORDER;
    if (result != AppendResult.APPENDED) {
      throw new CommandException("add sample: " + refusal(result) + ": " + labels + " " + timeMs);
    }
    if (++batched >= BATCH) {
      commit();
    }
  }

  private static String refusal(AppendResult result) {
    return switch (result) {
      case OUT_OF_ORDER -> "out of order sample";
      case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
      case OUT_OF_BOUNDS -> "out of bounds";
      case TOO_OLD -> "too old sample";
      case INVALID_HISTOGRAM -> "invalid histogram";
      case UNKNOWN_SERIES -> "unknown series";
      case EXEMPLAR_TOO_LONG -> "exemplar too long";
      case APPENDED -> throw new IllegalArgumentException("no refusal");
    };
  }

  private void commit() throws IOException {
    Appender current = batch;
    if (current != null) {
      try (current) {
        current.commit();
      }
    }
    batch = null;
    batched = 0;
  }

  /** Ends a stretch: its block is there, unless there was no sample. */
  void end() throws IOException {
    commit();
    Set<String> before = names();
    Tsdb open = store;
    if (open != null) {
      open.snapshot(output, true);
      open.close();
    }
    store = null;
    if (printing == Printing.NOTHING) {
      return;
    }
    try (DirectoryReader reader = DirectoryReader.ofBlocks(output)) {
      List<Block> made =
          reader.blocks().stream().filter(block -> !before.contains(block.meta().ulid())).toList();
      if (!made.isEmpty()) {
        boolean human = printing == Printing.FOR_PEOPLE;
        console.out().print(BlockTable.of(made, !headerPrinted, human));
        headerPrinted = true;
      }
    }
  }

  private Set<String> names() throws IOException {
    return new HashSet<>(FileOps.SYSTEM.list(output));
  }

  private void giveUp() throws IOException {
    Appender current = batch;
    batch = null;
    batched = 0;
    if (current != null) {
      current.close();
    }
    Tsdb open = store;
    store = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    giveUp();
    FileTree.delete(FileOps.SYSTEM, temporary);
  }
}
