package dev.deucalion.tsdb.life;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A store and what was done to it, step by step, all from one seed. For one thread; what must be in
 * the store can also be asked from within a step.
 */
final class Life {
  /** Where the store lies. */
  static final Path DIR = Path.of("/data");

  /** A series that the life itself does not use. */
  static final Labels AFTERWARDS = Labels.of("__name__", "afterwards");

  private static final int SERIES = 24;
  private static final long STEP_MS = 1000;

  private final TsdbOptions options;
  private final Random random;
  private long nowMs;
  private @Nullable Tsdb tsdb;

  /** What is in the store after each step that was acknowledged; the first is empty. */
  private final List<History> states = new ArrayList<>(List.of(new History()));

  /** What is in the store when the present step succeeds. */
  private History attempted = new History();

  private boolean stepIsAtomic = true;

  Life(TsdbOptions options, long seed) {
    this.options = options;
    this.random = new Random(seed);
  }

  /** Opens the store, which was closed or never open. */
  void open(FileOps files) throws IOException {
    Tsdb opened = reopen(files);
    tsdb = opened;
    if (History.in(opened).equals(attempted)) {
      states.add(attempted);
    } else {
      attempted = last();
    }
  }

  void openUnlessOpen(FileOps files) throws IOException {
    if (!isOpen()) {
      open(files);
    }
  }

  boolean isOpen() {
    return tsdb != null;
  }

  /** Opens what is left of the store after an end of the world; the life takes no notice. */
  Tsdb reopen(FileOps files) throws IOException {
    return Tsdb.open(DIR, options, this::nowMs, files);
  }

  long nowMs() {
    return nowMs;
  }

  private Tsdb store() {
    Tsdb open = tsdb;
    if (open == null) {
      throw new IllegalStateException("the store is not open");
    }
    return open;
  }

  /** Closes the store; everything is as durable then as it can be. */
  void close() throws IOException {
    Tsdb closing = tsdb;
    tsdb = null;
    if (closing != null) {
      closing.close();
    }
  }

  /** Does one thing that the seed chooses. */
  void step() throws IOException {
    nowMs += STEP_MS;
    appendBatch();
    states.add(attempted);
  }

  private void appendBatch() throws IOException {
    attempted = last().copy();
    stepIsAtomic = true;
    try (Appender batch = store().appender()) {
      int generation = (int) (nowMs / (20 * STEP_MS));
      for (int i = 0; i < SERIES; i++) {
        if (random.nextInt(3) == 0) {
          continue;
        }
        Labels labels =
            i % 3 == 0
                ? Labels.of("__name__", "m" + i, "generation", "g" + generation)
                : Labels.of("__name__", "m" + i);
        double value = random.nextBoolean() ? random.nextInt(100) : random.nextGaussian();
        if (batch.append(batch.seriesRef(labels), nowMs, value) == AppendResult.APPENDED) {
          attempted.put(labels, nowMs, Double.doubleToRawLongBits(value));
        }
      }
      batch.commit();
    }
  }

  private History last() {
    return states.getLast();
  }

  /**
   * What is wrong with a store that was opened after the end of the world at this moment, or "": it
   * must have all that was acknowledged, and may have what the present step adds.
   */
  String wrong(Queryable reopened) {
    return wrong(History.in(reopened));
  }

  String wrong(History found) {
    if (found.equals(last()) || found.equals(attempted)) {
      return "";
    }
    String missing = found.lacks(last(), attempted);
    if (!missing.isEmpty()) {
      return "missing: " + missing;
    }
    String added = found.exceeds(last(), attempted);
    if (!added.isEmpty()) {
      return "never written: " + added;
    }
    return stepIsAtomic ? "a part of a step is there" : "";
  }

  /**
   * What is wrong with the open store now, or "": it has exactly what was acknowledged. A step that
   * was refused is not there, though it may be after a restart.
   */
  String wrongNow() {
    History found = History.in(store());
    if (found.equals(last())) {
      return "";
    }
    String missing = found.lacks(last(), last());
    return missing.isEmpty() ? "refused, but there: " + found.exceeds(last(), last()) : missing;
  }

  /**
   * What is wrong with a store whose files were damaged, or "": it may lack samples, but has none
   * that was never written.
   */
  String wrongAfterDamage(Queryable reopened) {
    return History.in(reopened).exceeds(last(), last());
  }

  boolean isWhole(Queryable reopened) {
    return History.in(reopened).equals(last());
  }

  /** How many samples are in the store. */
  long sampleCount() {
    return last().sampleCount();
  }
}
