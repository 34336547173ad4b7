package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file open for writing. Writes come from one thread at a time, {@link #sync} from any.
 * Interrupts of the calling thread have no effect on the file.
 */
public interface WritableFile extends Closeable {
  /** Writes bytes at a byte offset of the file; part of them may stand on failure. */
  void write(byte[] bytes, int from, int count, long offset) throws IOException;

  /** Size in bytes. */
  long size() throws IOException;

  /** Cuts the file, or extends it with a hole. */
  void setSize(long bytes) throws IOException;

  /** Makes all written bytes durable. */
  void sync() throws IOException;
}
