package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Locks of {@code flock(2)}, as Prometheus takes them. They belong to the open file, so they hold
 * within a process too, and closing another descriptor of the file does not let go of them.
 */
final class FlockLocks implements FileLocks {
  private final FlockCalls calls;

  FlockLocks(FlockCalls calls) {
    this.calls = calls;
  }

  @Override
  public @Nullable Held tryLock(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    int descriptor = calls.open(file);
    boolean isHeld = false;
    try {
      isHeld = calls.tryLock(descriptor);
    } finally {
      if (!isHeld) {
        calls.close(descriptor);
      }
    }
    return isHeld ? new HeldFile(file, calls, descriptor) : null;
  }

  /** An open file that has the lock. */
  private static final class HeldFile implements Held {
    private final Path file;
    private final FlockCalls calls;
    private final int descriptor;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);

    HeldFile(Path file, FlockCalls calls, int descriptor) {
      this.file = file;
      this.calls = calls;
      this.descriptor = descriptor;
    }

    @Override
    public void write(byte[] content) throws IOException {
      Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public boolean isHeld() {
      return isHeld.get();
    }

    @Override
    public void close() throws IOException {
      if (isHeld.compareAndSet(true, false)) {
        calls.close(descriptor);
      }
    }
  }
}
