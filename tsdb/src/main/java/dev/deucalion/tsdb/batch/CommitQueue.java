package dev.deucalion.tsdb.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches in groups: whoever gets the commit lock takes along what others have brought in
 * the meantime, so that they share one write to the log, and one sync where it syncs at once. Safe
 * for use by many threads.
 */
public final class CommitQueue {
  /** A group has no more batches than this. */
  private static final int MAX_BATCHES = 64;

  /** A group with so many samples takes no more batches; about 200 KB of the log. */
  private static final int ENOUGH_SAMPLES = 16 << 10;

  /** Commits groups; called by the owner of the commit lock. */
  public interface Committer {
    /**
     * Whether a batch may be committed together with others.
     *
     * @param group not empty
     */
    boolean mayJoin(List<Batch> group, Batch next);

    /**
     * Commits batches in their order.
     *
     * @throws IOException when they are refused, all of them
     */
    void commit(List<Batch> group) throws IOException;
  }

  /** A batch on its way; its state is guarded by the commit lock. */
  private static final class Waiting {
    private final Batch batch;
    private boolean done;
    private @Nullable Throwable failure;

    Waiting(Batch batch) {
      this.batch = batch;
    }
  }

  private final Lock commitLock;
  private final Committer committer;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

  /** A queue whose groups are committed while the lock is held. */
  public CommitQueue(Lock commitLock, Committer committer) {
    this.commitLock = commitLock;
    this.committer = committer;
  }

  /**
   * Commits a batch, and perhaps others with it.
   *
   * @param batch encoded; nobody else's until this returns
   * @throws IOException when it is refused
   */
  public void commit(Batch batch) throws IOException {
    Waiting own = new Waiting(batch);
    queue.add(own);
    commitLock.lock();
    try {
      while (!own.done) {
        commitGroup();
      }
    } finally {
      if (!own.done) {
        queue.remove(own);
      }
      commitLock.unlock();
    }
    if (own.failure != null) {
      fail(own.failure);
    }
  }

  private static void fail(Throwable failure) throws IOException {
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Commits the batches that came first. They stay in the queue until it is known how it ended. */
  private void commitGroup() {
    List<Batch> group = nextGroup();
    Throwable failure = null;
    try {
      committer.commit(group);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    for (int i = 0; i < group.size(); i++) {
      Waiting waiting = queue.remove();
      waiting.failure = failure;
      waiting.done = true;
    }
  }

  private List<Batch> nextGroup() {
    List<Batch> group = new ArrayList<>(1);
    int samples = 0;
    for (Waiting next : queue) {
      boolean joins =
          group.isEmpty()
              || group.size() < MAX_BATCHES
                  && samples < ENOUGH_SAMPLES
                  && committer.mayJoin(group, next.batch);
      if (!joins) {
        break;
      }
      group.add(next.batch);
      samples += next.batch.count();
    }
    return group;
  }
}
