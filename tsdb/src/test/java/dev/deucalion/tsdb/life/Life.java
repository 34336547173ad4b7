package dev.deucalion.tsdb.life;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbEnvironment;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.TsdbStats;
import dev.deucalion.tsdb.check.StoreChecker;
import dev.deucalion.tsdb.compact.RetentionLimits;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.wal.WalStats;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store and what was done to it, step by step, all from one seed, so that the same seed gives the
 * same life again. For one thread; what must be in the store can also be asked from within a step.
 */
final class Life implements Closeable {
  /** Where the store lies. */
  static final Path DIR = Path.of("/data");

  /** A series that the life itself does not use. */
  static final Labels AFTERWARDS = Labels.of("__name__", "afterwards");

  /** Time from one step to the next. */
  static final long STEP_MS = 1000;

  /** The write-ahead log and the one of samples out of order: each has a thread that syncs. */
  private static final int LOGS = 2;

  private static final int MOST_NAMES = 7;

  private static final int BATCHES_PER_EXEMPLAR = 20;

  /** One start in so many uses several threads; they wait for each other on a busy machine. */
  private static final int REOPENINGS_PER_BUSY_ONE = 6;

  private static final int START_THREADS = 3;

  private final TsdbOptions options;
  private final Set<Event> events;
  private final Batches batches;
  private final Exemplars exemplars = new Exemplars();
  private final Random random;

  /** What the store takes for chance. */
  private final Random chance;

  private int reopenings;
  private long nowMs;
  private SyncTime syncTime = new SyncTime();
  private @Nullable SimulatedFiles files;
  private @Nullable Tsdb tsdb;

  /** What is in the store after each step that was acknowledged; the first is empty. */
  private final List<History> states = new ArrayList<>(List.of(new History()));

  /** Index of the state that is durable since the store was closed, or its logs synced. */
  private int durable;

  /** What is in the store when the present step succeeds. */
  private History attempted = new History();

  /**
   * Samples of batches that failed, and those that retention let go. The first may have reached the
   * log, and a loss of power may undo that they were cut off, or that a file was deleted.
   */
  private final History mayReturn = new History();

  /**
   * Samples that a refused deletion named. Where the log could not be cut back either, it has the
   * record of that until it is written to again.
   */
  private History mayGo = new History();

  /** All samples ever, those that were refused or deleted included. */
  private final History written = new History();

  /** Those of them that were the newest of their series when they came. */
  private final History inTime = new History();

  private boolean stepIsAtomic = true;

  /** The end of the newest deletion. */
  private long deletedUntilMs = Long.MIN_VALUE;

  Life(TsdbOptions options, long seed, Set<Event> events) {
    this.options = options;
    this.random = new Random(seed);
    this.chance = new Random(~seed);
    this.events = events;
    this.batches = new Batches(random, events);
  }

  /** Opens the store, which was closed or never open. */
  void open(SimulatedFiles newFiles) throws IOException {
    files = newFiles;
    // With several threads a seed would not say in which order files are read.
    syncTime = new SyncTime();
    tsdb = Tsdb.open(DIR, options, environment(newFiles, 1).withTicker(syncTime));
    History found = History.in(store());
    String wrong = wrong(found);
    if (!wrong.isEmpty()) {
      throw new AssertionError("opened at " + nowMs + ": " + wrong);
    }
    endAttempt();
    if (!found.equals(last())) {
      states.add(found);
      attempted = found;
    }
  }

  /** What was attempted is over; where it failed it may come back with a restart. */
  private void endAttempt() {
    mayReturn.addAll(attempted.minus(last()));
    attempted = last();
  }

  void openUnlessOpen(SimulatedFiles newFiles) throws IOException {
    if (!isOpen()) {
      open(newFiles);
    }
  }

  boolean isOpen() {
    return tsdb != null;
  }

  /**
   * Opens what is left of the store after an end of the world, by one thread or, now and then,
   * several; the life takes no notice.
   */
  Tsdb reopen(SimulatedFiles left) throws IOException {
    int threads = reopenings++ % REOPENINGS_PER_BUSY_ONE == 0 ? START_THREADS : 1;
    return reopen(DIR, left, threads);
  }

  private Tsdb reopen(Path dir, SimulatedFiles left, int startThreads) throws IOException {
    return Tsdb.open(dir, options, environment(left, startThreads).withTicker(new SyncTime()));
  }

  private TsdbEnvironment environment(SimulatedFiles in, int startThreads) {
    return new TsdbEnvironment(this::nowMs, in, chance, startThreads);
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

  /** Closes the store, if it is open; everything is as durable then as it can be. */
  @Override
  public void close() throws IOException {
    Tsdb closing = tsdb;
    tsdb = null;
    if (closing != null) {
      closing.close();
      durable = states.size() - 1;
    }
  }

  /** Does one thing that the seed chooses. */
  void step() throws IOException {
    nowMs += STEP_MS;
    stepIsAtomic = false;
    endAttempt();
    switch (random.nextInt(40)) {
      case 0 -> maybe(Event.RESTART, this::restart);
      case 1, 2, 3 -> maybe(Event.COMPACTION, () -> store().compact());
      case 4 -> maybe(Event.DELETION, this::delete);
      case 5 -> maybe(Event.CLEANING, () -> store().cleanTombstones());
      case 6 -> maybe(Event.SNAPSHOT, this::snapshot);
      case 7 -> maybe(Event.RETENTION, this::forgetOld);
      case 8, 9 -> maybe(Event.STALE_SERIES, () -> store().compactStale());
      case 10, 11 -> maybe(Event.SYNC, this::letSync);
      default -> append();
    }
    states.add(attempted);
  }

  private interface Action {
    void run() throws IOException;
  }

  private void maybe(Event event, Action action) throws IOException {
    if (events.contains(event)) {
      action.run();
    }
  }

  private void restart() throws IOException {
    SimulatedFiles same = files;
    if (same != null) {
      close();
      open(same);
    }
  }

  /** What was acknowledged before is durable when the time for it has passed. */
  private void letSync() {
    if (options.walSyncDelayMs() > 0) {
      long failedBefore = failedSyncs();
      syncTime.pass(TimeUnit.MILLISECONDS.toNanos(options.walSyncDelayMs()), LOGS);
      if (failedSyncs() == failedBefore) {
        durable = states.size() - 1;
      }
    }
  }

  private long failedSyncs() {
    TsdbStats stats = store().stats();
    return stats.log().fsyncsFailed() + stats.lateLog().map(WalStats::fsyncsFailed).orElse(0L);
  }

  private void append() throws IOException {
    attempted = last().copy();
    exemplars.begin();
    stepIsAtomic = true;
    try (Appender batch = store().appender()) {
      for (Batches.Sample sample : batches.next(nowMs, deletedUntilMs)) {
        long ref = batch.seriesRef(sample.labels());
        AppendResult result =
            sample.value() instanceof Histogram histogram
                ? batch.append(ref, sample.timeMs(), histogram)
                : batch.append(ref, sample.timeMs(), (Double) sample.value());
        if (result != AppendResult.APPENDED) {
          throw new AssertionError(sample + " at " + nowMs + ": " + result);
        }
        addExemplar(batch, ref, sample);
        attempted.put(sample.labels(), sample.timeMs(), sample.content());
        written.put(sample.labels(), sample.timeMs(), sample.content());
        if (sample.timeMs() == nowMs) {
          inTime.put(sample.labels(), sample.timeMs(), sample.content());
        }
      }
      batch.commit();
    }
    mayGo = new History();
    exemplars.acknowledge();
  }

  private void addExemplar(Appender batch, long ref, Batches.Sample sample) {
    if (sample.timeMs() == nowMs
        && events.contains(Event.EXEMPLARS)
        && random.nextInt(BATCHES_PER_EXEMPLAR) == 0) {
      Exemplar exemplar =
          new Exemplar(Labels.of("trace", "t" + random.nextInt(100)), random.nextInt(50), nowMs);
      if (batch.appendExemplar(ref, exemplar) == AppendResult.APPENDED) {
        exemplars.attempt(sample.labels(), exemplar);
      }
    }
  }

  /** Copies the store and looks at the copy. */
  private void snapshot() throws IOException {
    SimulatedFiles from = files;
    if (from == null) {
      return;
    }
    boolean withHead = random.nextBoolean();
    Path into = DIR.resolve("snapshots").resolve("at" + nowMs);
    store().snapshot(into, withHead);
    SimulatedFiles left = from.afterPowerLoss();
    try (Tsdb copy = reopen(into, left, 1)) {
      History found = History.in(copy);
      String wrong = found.exceeds(last(), last()) + (withHead ? found.lacks(last(), last()) : "");
      if (!wrong.isEmpty()) {
        throw new AssertionError("snapshot at " + nowMs + ": " + wrong);
      }
    }
    List<String> problems = StoreChecker.problems(left, into);
    if (!problems.isEmpty()) {
      throw new AssertionError("snapshot at " + nowMs + ": " + problems);
    }
  }

  /** Lets blocks go that are beyond a limit for a moment; nothing newer than that goes. */
  private void forgetOld() throws IOException {
    long ageMs = 20 * STEP_MS + random.nextLong(nowMs);
    attempted = last().copy();
    // Age counts from the end of the newest block, which may lie a range ahead of its samples.
    long fromMs = nowMs - ageMs + options.chunkRangeMs();
    attempted.delete(History.EVERYTHING, Long.MIN_VALUE, fromMs);
    exemplars.forgetBefore(fromMs);
    ReloadableOptions reloadable = options.reloadable();
    store().apply(reloadable.withRetention(new RetentionLimits(ageMs, 0, 0)));
    try {
      store().compact();
    } catch (IOException e) {
      settleForPart();
      throw e;
    } finally {
      store().apply(reloadable);
    }
    History found = History.in(store());
    String wrong = found.lacks(last(), attempted) + found.exceeds(last(), last());
    if (!wrong.isEmpty()) {
      throw new AssertionError("retention at " + nowMs + ": " + wrong);
    }
    mayReturn.addAll(last().minus(found));
    attempted = found;
  }

  /** What is wrong with the exemplars of a store that was opened after an end of the world. */
  String wrongExemplars(Tsdb reopened) {
    return exemplars.wrong(reopened);
  }

  /** What of the exemplars never was one, in a store that may have lost some. */
  String madeUpExemplars(Tsdb reopened) {
    return exemplars.madeUp(reopened);
  }

  private void delete() throws IOException {
    attempted = last().copy();
    Matcher matcher =
        random.nextBoolean()
            ? Matcher.equal("__name__", "m" + random.nextInt(MOST_NAMES))
            : Matcher.of(MatchType.REGEX, "n", "s.?" + random.nextInt(10));
    long fromMs = random.nextLong(nowMs);
    long toMs = random.nextInt(3) == 0 ? Long.MAX_VALUE : fromMs + random.nextLong(30 * STEP_MS);
    deletedUntilMs = Math.max(deletedUntilMs, Math.min(toMs, nowMs));
    attempted.delete(matcher, fromMs, toMs);
    try {
      store().delete(fromMs, toMs, List.of(matcher));
    } catch (IOException e) {
      settleForPart();
      throw e;
    }
  }

  /**
   * Deletion and retention go block by block; what of it was done stays done, at least until a
   * restart.
   */
  private void settleForPart() {
    History found = History.in(store());
    String wrong = found.lacks(last(), attempted) + found.exceeds(last(), last());
    if (!wrong.isEmpty()) {
      throw new AssertionError("done in part at " + nowMs + ": " + wrong);
    }
    mayReturn.addAll(last().minus(found));
    mayGo.addAll(last().minus(attempted));
    states.add(found);
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
    if (isKnown(found, last()) || isKnown(found, attempted)) {
      return "";
    }
    String missing = withWhatMayGo(found, last()).lacks(last(), attempted);
    if (!missing.isEmpty()) {
      return "missing: " + missing;
    }
    String added = found.minus(mayReturn).exceeds(last(), attempted);
    if (!added.isEmpty()) {
      return "never written: " + added;
    }
    return stepIsAtomic ? "a part of a step is there" : "";
  }

  /** Whether a store has what it had once, but for what may go, and some of what may return. */
  private boolean isKnown(History found, History once) {
    return withWhatMayGo(found, once).minus(mayReturn.minus(once)).equals(once);
  }

  /** With what it had once and may have lost. */
  private History withWhatMayGo(History found, History once) {
    History whole = found.copy();
    whole.addAll(once.minus(once.minus(mayGo)));
    return whole;
  }

  /**
   * What is wrong with a store that may have lost the newest steps since it was opened, or "": it
   * must be as it was after one of them. A step that goes block by block may be there in part, all
   * before it included.
   */
  String wrongAsPrefix(Queryable reopened) {
    History found = History.in(reopened);
    for (int i = durable; i < states.size(); i++) {
      if (isKnown(found, states.get(i))) {
        return "";
      }
    }
    String wrong = wrong(found);
    return isKnown(found, attempted) || wrong.isEmpty() && !stepIsAtomic
        ? ""
        : "what is there is not a prefix; of all, it lacks " + wrong;
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
   * What is wrong with a store whose files were damaged, or "": it may lack samples, and have some
   * back whose deletion was lost, but has none that was never written.
   */
  String wrongAfterDamage(Queryable reopened) {
    return History.in(reopened).exceeds(written, written);
  }

  /**
   * What is wrong with a store of whose files only spare ones were damaged, or "": it has no sample
   * that was deleted or never written.
   */
  String wrongAfterSpareDamage(Queryable reopened) {
    return History.in(reopened).minus(mayReturn).exceeds(last(), last());
  }

  /** Whether a store that was closed in good order has all that it must have. */
  boolean isWhole(Queryable reopened) {
    return isKnown(History.in(reopened), last());
  }

  /** What must be in the store. */
  History expected() {
    return last();
  }

  /** All samples ever that did not come late. */
  History inTime() {
    return inTime;
  }

  /** The open store. */
  Tsdb openStore() {
    return store();
  }
}
