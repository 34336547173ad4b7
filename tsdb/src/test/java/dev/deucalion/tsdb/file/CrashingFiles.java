package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, until the n-th operation that changes something. What comes then is said by
 * the mode: the world stops, with part of a write done, and all later calls fail; or the disk is
 * full until {@link #makeRoom}.
 */
public final class CrashingFiles implements FileOps {
  /** What happens at the n-th operation. */
  public enum Mode {
    CRASH,
    DISK_FULL
  }

  private final FileOps real = FileOps.SYSTEM;
  private final Mode mode;
  private final Random random;
  private final AtomicLong operationsLeft;
  private volatile boolean room;

  public CrashingFiles(Mode mode, long operations, long seed) {
    this.mode = mode;
    this.operationsLeft = new AtomicLong(operations);
    this.random = new Random(seed);
  }

  /** Lets all later calls succeed again. */
  public void makeRoom() {
    room = true;
  }

  /** Whether the n-th operation has come. */
  public boolean hasStruck() {
    return operationsLeft.get() < 0;
  }

  private boolean fails() {
    return operationsLeft.decrementAndGet() < 0 && !room;
  }

  private void check() throws IOException {
    if (fails()) {
      throw new IOException(
          mode == Mode.CRASH ? "the world has stopped" : "No space left on device");
    }
  }

  private void checkStopped() throws IOException {
    if (mode == Mode.CRASH && hasStruck()) {
      throw new IOException("the world has stopped");
    }
  }

  @Override
  public void createDirectories(Path dir) throws IOException {
    check();
    real.createDirectories(dir);
  }

  @Override
  public List<String> list(Path dir) throws IOException {
    checkStopped();
    return real.list(dir);
  }

  @Override
  public long size(Path file) throws IOException {
    checkStopped();
    return real.size(file);
  }

  @Override
  public void delete(Path path) throws IOException {
    check();
    real.delete(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    check();
    real.rename(from, to);
  }

  @Override
  public void link(Path existing, Path added) throws IOException {
    check();
    real.link(existing, added);
  }

  @Override
  public boolean isDirectory(Path path) throws IOException {
    checkStopped();
    return real.isDirectory(path);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    checkStopped();
    return real.read(file);
  }

  @Override
  public Space space(Path path) throws IOException {
    checkStopped();
    return real.space(path);
  }

  @Override
  public WritableFile openForWriting(Path file) throws IOException {
    check();
    return new CrashingFile(real.openForWriting(file));
  }

  @Override
  public MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
    checkStopped();
    return real.map(file, bytes, arena);
  }

  @Override
  public void syncDirectory(Path dir) throws IOException {
    check();
  }

  @Override
  public @Nullable Closeable tryLock(Path file, byte[] content) throws IOException {
    check();
    return real.tryLock(file, content);
  }

  private final class CrashingFile implements WritableFile {
    private final WritableFile file;

    CrashingFile(WritableFile file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int from, int count, long offset) throws IOException {
      if (fails()) {
        boolean first = operationsLeft.get() == -1;
        if (mode == Mode.DISK_FULL || first) {
          file.write(bytes, from, random.nextInt(count + 1), offset);
        }
        throw new IOException("write ended early");
      }
      file.write(bytes, from, count, offset);
    }

    @Override
    public long size() throws IOException {
      checkStopped();
      return file.size();
    }

    @Override
    public void setSize(long bytes) throws IOException {
      if (mode == Mode.CRASH || bytes > file.size()) {
        check();
      }
      file.setSize(bytes);
    }

    @Override
    public void sync() throws IOException {
      check();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
