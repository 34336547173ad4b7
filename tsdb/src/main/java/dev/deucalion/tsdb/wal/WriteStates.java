package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Whether the logs of a store take batches, as one state: the worst of theirs, as a batch goes into
 * all of them or into none. Safe for use by many threads.
 */
public final class WriteStates {
  private final List<DiskGuard> guards = new CopyOnWriteArrayList<>();
  private volatile WriteState worst = WriteState.WRITABLE;
  private Consumer<WriteState> listener = changed -> {};

  /** The worst state of all logs now. */
  public WriteState worst() {
    return worst;
  }

  /**
   * Has somebody told of the worst state now, and of each other one from now on; there is one such
   * listener. It is called while a batch is written, so it must be quick.
   */
  public synchronized void onChange(Consumer<WriteState> newListener) {
    listener = newListener;
    newListener.accept(worst);
  }

  /** A guard of one more log, whose state counts from now on. */
  DiskGuard guard(FileOps files, Path dir) {
    DiskGuard guard = new DiskGuard(files, dir, this);
    guards.add(guard);
    return guard;
  }

  /** How many logs there are whose states count. */
  int logs() {
    return guards.size();
  }

  /** Notes that the state of a log is another one. */
  synchronized void changed() {
    WriteState now = WriteState.WRITABLE;
    for (DiskGuard guard : guards) {
      now = guard.state().compareTo(now) > 0 ? guard.state() : now;
    }
    if (now != worst) {
      worst = now;
      listener.accept(now);
    }
  }

  /**
   * Notes that a log was written to: others that wait for room look for it now, as nothing may be
   * written to them for long.
   */
  void wrote() {
    if (worst == WriteState.DISK_FULL) {
      for (DiskGuard guard : guards) {
        guard.lookForRoom();
      }
    }
  }
}
