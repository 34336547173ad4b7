package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file system as the store sees it. All paths are used as given; every method reports trouble
 * as {@link IOException}. Safe for use by many threads.
 */
public interface FileOps {
  /** The real file system. */
  FileOps SYSTEM = SystemFileOps.withPlatformLocks();

  /** Makes a directory and its parents where they are missing; their names are durable then. */
  void createDirectories(Path dir) throws IOException;

  /** Names of the entries of a directory, sorted; empty where there is no such directory. */
  List<String> list(Path dir) throws IOException;

  /** Size in bytes. */
  long size(Path file) throws IOException;

  /** Deletes a file, or a directory that is empty; nothing happens where there is none. */
  void delete(Path path) throws IOException;

  /** Renames within a file system, over an existing file. */
  void rename(Path from, Path to) throws IOException;

  /** Gives a file a second name; both stand for the same bytes. */
  void link(Path existing, Path added) throws IOException;

  /** Whether there is a directory of this name. */
  boolean isDirectory(Path path) throws IOException;

  /** All bytes of a small file. */
  byte[] read(Path file) throws IOException;

  /** Bytes of the file system of a path: those that can still be used, and all. */
  Space space(Path path) throws IOException;

  /** Room on a file system, in bytes. */
  record Space(long usableBytes, long totalBytes) {}

  /** Opens a file for writing, which is made where missing and kept as it is otherwise. */
  WritableFile openForWriting(Path file) throws IOException;

  /** Maps the first bytes of a file for reading, until the arena is closed. */
  MemorySegment map(Path file, long bytes, Arena arena) throws IOException;

  /** Makes the entries of a directory durable. */
  void syncDirectory(Path dir) throws IOException;

  /**
   * Takes the lock of a file, which is made where missing, for this process, and then makes some
   * bytes its content.
   *
   * @return what deletes the file and lets the lock go, or null when somebody else has it
   */
  @Nullable Closeable tryLock(Path file, byte[] content) throws IOException;

  /**
   * Loads what the first lock needs, where that takes a while. Any thread may do it beforehand; who
   * does not, waits for it later.
   */
  void prepareLocks();
}
