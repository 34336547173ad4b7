package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A way in which a process holds a file against others. Safe for use by many threads. */
sealed interface FileLocks permits FlockLocks, RecordLocks {
  /**
   * The lock of a file, which is made where missing; null when it is held, by this process or
   * another one.
   */
  @Nullable Held tryLock(Path file) throws IOException;

  /** A lock that is held until it is closed; closing it twice does no harm. */
  interface Held extends Closeable {
    /** Makes some bytes the content of the file. */
    void write(byte[] content) throws IOException;

    /** Whether it was not closed. */
    boolean isHeld();
  }
}
