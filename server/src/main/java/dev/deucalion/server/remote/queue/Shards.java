package dev.deucalion.server.remote.queue;

import dev.deucalion.server.remote.message.SentSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a queue, each with its sender. A series stays with one shard, so that its samples
 * go out in order; when the number of shards changes, all samples go out before. One thread adds
 * and changes the number; any may ask.
 */
final class Shards {
  /** How often it is looked whether a sender ended, while nothing else can be done. */
  private static final long LOOK_MS = 100;

  private final Function<Shard, BatchSender> newSender;
  private final Supplier<Shard> newShard;
  private final String name;

  /** Replaced as a whole; empty before the first and after the last. */
  private volatile List<Running> running = List.of();

  private record Running(Shard shard, BatchSender sender, Thread thread) {
    void cancel() {
      shard.close();
      sender.cancel();
    }
  }

  /**
   * No shards yet.
   *
   * @param name for threads
   */
  Shards(String name, Supplier<Shard> newShard, Function<Shard, BatchSender> newSender) {
    this.name = name;
    this.newShard = newShard;
    this.newSender = newSender;
  }

  int count() {
    return running.size();
  }

  /** Begins with a number of shards, or with none when it throws; there are none before. */
  void start(int number) {
    List<Running> started = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        Shard shard = newShard.get();
        BatchSender sender = newSender.apply(shard);
        Thread thread = Thread.ofVirtual().name("remote-write-" + name + "-" + i).unstarted(sender);
        started.add(new Running(shard, sender, thread));
        thread.start();
      }
      running = List.copyOf(started);
    } catch (RuntimeException | Error e) {
      started.forEach(Running::cancel);
      throw e;
    }
  }

  /**
   * Gives an entry to the shard of its series, when that has room.
   *
   * @return false when the shards are closed
   */
  boolean add(SentSeries of, long timeMs, long valueBits, @Nullable Object detail, long record)
      throws InterruptedException {
    List<Running> all = running;
    int shard = (int) Long.remainderUnsigned(of.ref(), all.size());
    return all.get(shard).shard().add(of, timeMs, valueBits, detail, record);
  }

  /**
   * Sends all that waits and ends the shards.
   *
   * @param abort gives up when it is set
   */
  void drain(StopSignal abort) {
    close();
    for (Running one : running) {
      boolean ended = false;
      while (!ended && !abort.isSet()) {
        ended = join(one.thread(), LOOK_MS);
      }
    }
    if (!abort.isSet()) {
      running = List.of();
    }
  }

  /** No more entries are taken; what waits is still sent. */
  void close() {
    running.forEach(one -> one.shard().close());
  }

  /** Ends requests that are on their way; to be called when the queue is aborted. */
  void cancel() {
    running.forEach(Running::cancel);
  }

  /** Has all senders use new clients. */
  void renewClients() {
    running.forEach(one -> one.sender().renewClient());
  }

  /** Number of the record that the oldest entry comes from which is not done. */
  long oldestRecord() {
    long oldest = Shard.NOTHING;
    for (Running one : running) {
      oldest = Math.min(oldest, one.shard().oldestRecord());
    }
    return oldest;
  }

  /** Waits for all senders to end; false when that takes longer. */
  boolean await(long deadlineNanos) {
    for (Running one : running) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (!join(one.thread(), Math.max(0, leftMs))) {
        return false;
      }
    }
    return true;
  }

  /** Waits for a thread to end; whether it did. */
  static boolean join(Thread thread, long timeoutMs) {
    try {
      return thread.join(Duration.ofMillis(Math.max(1, timeoutMs)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
