package dev.deucalion.server.adapter;

import dev.deucalion.http.source.StoreAdmin;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/**
 * Administration of the store. What it does can take long, and scrapes live on virtual threads, so
 * it runs on a platform thread of its own, and to its end whatever becomes of the request.
 */
public final class Administration implements StoreAdmin {
  private static final DateTimeFormatter SNAPSHOT_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LateStorage storage;
  private final Path snapshots;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Administration of a store.
   *
   * @param snapshots the directory below which snapshots are made
   */
  public Administration(LateStorage storage, Path snapshots, Clock clock, RandomGenerator random) {
    this.storage = storage;
    this.snapshots = snapshots;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void delete(long minTimeMs, long maxTimeMs, List<Matcher> matchers) throws IOException {
    run(
        "delete-series",
        () -> {
          storage.opened().delete(minTimeMs, maxTimeMs, matchers);
          return true;
        });
  }

  @Override
  public void cleanTombstones() throws IOException {
    run(
        "clean-tombstones",
        () -> {
          storage.opened().cleanTombstones();
          return true;
        });
  }

  @Override
  public String snapshot(SnapshotScope scope) throws IOException {
    String name =
        SNAPSHOT_TIME.format(Instant.ofEpochMilli(clock.nowMs()))
            + String.format("-%016x", random.nextLong() & Long.MAX_VALUE);
    return run(
        "snapshot",
        () -> {
          boolean withHead = scope == SnapshotScope.BLOCKS_AND_HEAD;
          storage.opened().snapshot(snapshots.resolve(name), withHead);
          return name;
        });
  }

  private static <T> T run(String threadName, Callable<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofPlatform().name(threadName).start(future);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it runs on", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IOException(e);
      }
    }
  }
}
