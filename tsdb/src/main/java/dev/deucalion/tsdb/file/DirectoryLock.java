package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Holds a data directory against other processes, by a file {@code lock} with the process id. */
public final class DirectoryLock implements Closeable {
  /** Holds nothing. */
  public static final DirectoryLock NONE = new DirectoryLock(() -> {}, StartKind.UNKNOWN);

  private static final String NAME = "lock";

  private final Closeable held;
  private final StartKind start;

  private DirectoryLock(Closeable held, StartKind start) {
    this.held = held;
    this.start = start;
  }

  /**
   * Takes the lock of a directory.
   *
   * @param dir exists
   * @throws IOException when another process holds it, or the file cannot be written
   */
  public static DirectoryLock take(FileOps files, Path dir) throws IOException {
    StartKind start = files.list(dir).contains(NAME) ? StartKind.UNCLEAN : StartKind.CLEAN;
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    Closeable held = files.tryLock(dir.resolve(NAME), pid);
    if (held == null) {
      throw new IOException(
          "data directory " + dir + " is in use: its lock is held by another process");
    }
    return new DirectoryLock(held, start);
  }

  /** How the process before left the directory. */
  public StartKind start() {
    return start;
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
