package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The locks of {@link FileChannel}. On Unix these are of {@code fcntl}, which Prometheus, whose
 * locks are of {@code flock}, does not see; so they are for platforms without that.
 */
final class RecordLocks implements FileLocks {
  @Override
  public @Nullable Held tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new HeldChannel(channel);
      }
    } catch (OverlappingFileLockException e) {
      // Held within this process: as taken as by another one.
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  private record HeldChannel(FileChannel channel) implements Held {
    @Override
    public void write(byte[] content) throws IOException {
      // Through this channel: closing any other one of the file would let go of the lock.
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(content), 0);
    }

    @Override
    public boolean isHeld() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
