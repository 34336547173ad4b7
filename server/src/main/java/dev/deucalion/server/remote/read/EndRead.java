package dev.deucalion.server.remote.read;

import dev.deucalion.model.time.Waiting;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads one remote end, under the guard of the thread that started it, which waits
 * for it. An interrupt ends what it waits for.
 */
final class EndRead implements Runnable {
  /** How often it is looked whether the reader still wants the answer. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final RemoteEnd end;
  private final List<SeriesSelector> selectors;
  private final Thread thread;
  private @Nullable List<SeriesSet> found;
  private String failure = "";
  private @Nullable RuntimeException fault;

  private EndRead(RemoteEnd end, List<SeriesSelector> selectors) {
    this.end = end;
    this.selectors = selectors;
    this.thread =
        Thread.ofVirtual()
            .name("remote-read-" + end.client().options().name())
            .unstarted(ReadGuard.shared(this));
  }

  static EndRead start(RemoteEnd end, List<SeriesSelector> selectors) {
    EndRead read = new EndRead(end, selectors);
    read.thread.start();
    return read;
  }

  @Override
  public void run() {
    try {
      found = end.read(selectors);
    } catch (RemoteReadException e) {
      failure = String.valueOf(e.getMessage());
    } catch (OutOfMemoryError e) {
      failure = "no memory for the answer";
    } catch (Error e) {
      failure = e.toString();
    } catch (RuntimeException e) {
      fault = e;
    }
  }

  /** Waits a moment; whether it is over. An interrupt stays with the thread that waits. */
  boolean isOver() {
    try {
      return thread.join(PATIENCE);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  /** Ends it, where it is not over, and waits until it is. */
  void end() {
    thread.interrupt();
    Waiting.untilEnded(thread);
  }

  /**
   * To be called once it is over.
   *
   * @throws RuntimeException what the guard threw
   */
  void checkFault() {
    if (fault != null) {
      throw fault;
    }
  }

  /** What was found, or null where the end failed. */
  @Nullable List<SeriesSet> found() {
    return found;
  }

  /** Why nothing was found. */
  String failure() {
    return failure;
  }
}
