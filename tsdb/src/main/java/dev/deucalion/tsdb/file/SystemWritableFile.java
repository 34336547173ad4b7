package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A file of the real file system. A {@link java.nio.channels.FileChannel} would be closed by the
 * interrupt of a thread that writes.
 */
final class SystemWritableFile implements WritableFile {
  private static final long UNKNOWN = -1;

  private final RandomAccessFile file;

  /** Where the next write goes without a seek. */
  private long position = UNKNOWN;

  SystemWritableFile(RandomAccessFile file) {
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int from, int count, long offset) throws IOException {
    if (position != offset) {
      file.seek(offset);
    }
    position = UNKNOWN;
    file.write(bytes, from, count);
    position = offset + count;
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void setSize(long bytes) throws IOException {
    position = UNKNOWN;
    file.setLength(bytes);
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
