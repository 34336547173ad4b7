package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real file system. */
final class SystemFileOps implements FileOps {
  private final Supplier<FileLocks> locks;

  SystemFileOps(Supplier<FileLocks> locks) {
    this.locks = locks;
  }

  /** With the locks that Prometheus takes, where the platform has them. */
  static SystemFileOps withPlatformLocks() {
    return new SystemFileOps(() -> PlatformLocks.LOCKS);
  }

  /** Looked for when they are needed, as that loads native code. */
  private static final class PlatformLocks {
    static final FileLocks LOCKS =
        FlockCalls.ofPlatform().<FileLocks>map(FlockLocks::new).orElseGet(RecordLocks::new);
  }

  @Override
  public void prepareLocks() {
    FileLocks _ = locks.get();
  }

  @Override
  public void createDirectories(Path dir) throws IOException {
    Path parent = dir.toAbsolutePath().getParent();
    if (parent == null || Files.isDirectory(dir)) {
      return;
    }
    createDirectories(parent);
    Files.createDirectories(dir);
    syncDirectory(parent);
  }

  @Override
  public List<String> list(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void link(Path existing, Path added) throws IOException {
    Files.createLink(added, existing);
  }

  @Override
  public boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return Files.readAllBytes(file);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Space space(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return new Space(store.getUsableSpace(), store.getTotalSpace());
  }

  @Override
  public WritableFile openForWriting(Path file) throws IOException {
    return new SystemWritableFile(new RandomAccessFile(file.toFile(), "rw"));
  }

  @Override
  public MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void syncDirectory(Path dir) throws IOException {
    try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public @Nullable Closeable tryLock(Path file, byte[] content) throws IOException {
    while (true) {
      Optional<Object> before = identity(file);
      FileLocks.Held held = locks.get().tryLock(file);
      if (held == null) {
        return null;
      }
      try {
        // Whoever had the lock may have deleted the file meanwhile, and another one made it anew.
        if (Files.exists(file) && before.equals(identity(file))) {
          held.write(content);
          return () -> deleteAndClose(file, held);
        }
      } catch (IOException | RuntimeException | Error e) {
        held.close();
        throw e;
      }
      held.close();
    }
  }

  /** What tells a file from another one of its name; empty where it is gone or nothing does. */
  private static Optional<Object> identity(Path file) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void deleteAndClose(Path file, FileLocks.Held held) throws IOException {
    if (held.isHeld()) {
      try (held) {
        Files.deleteIfExists(file);
      }
    }
  }
}
