package dev.deucalion.server.remote.read;

import dev.deucalion.storage.ReadGuard;

/** Counts what the answers of one remote end hold in memory, for the reader. For one thread. */
final class AnswerMemory {
  private long heldBytes;

  /** Says that so many more bytes are held; ends the read where they are too many. */
  void hold(long bytes) {
    ReadGuard.keep(bytes);
    heldBytes += bytes;
  }

  /** Says that so many bytes are held no more. */
  void release(long bytes) {
    heldBytes -= bytes;
    ReadGuard.letGo(bytes);
  }

  /** Says that nothing is held any more. */
  void releaseAll() {
    release(heldBytes);
  }
}
