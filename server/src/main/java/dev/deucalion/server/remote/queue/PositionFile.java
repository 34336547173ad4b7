package dev.deucalion.server.remote.queue;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Keeps two positions of a log. Two slots are written in turn, so that a write that is torn leaves
 * the one before. All numbers are big-endian.
 *
 * <pre>
 * file: slot slot
 * slot: | magic u32 | version u32 | number of the write u64 | sent: segment u64, offset u64
 *       | maybe sent: segment u64, offset u64 | CRC-32C of all before u32 | zeros up to 64 bytes |
 * </pre>
 */
final class PositionFile implements Closeable {
  static final int MAGIC = 0xDE0CA110;
  static final int VERSION = 1;
  static final int SLOT_BYTES = 64;
  private static final int CHECKED_BYTES = 48;

  private final Path path;
  private final WritableFile file;
  private final byte[] slot = new byte[SLOT_BYTES];
  private long writes;

  /**
   * What is kept.
   *
   * @param sent all before it was sent
   * @param maybeSent nothing behind it was sent; not before {@code sent}
   */
  record Saved(LogPosition sent, LogPosition maybeSent) {}

  private PositionFile(Path path, WritableFile file, long writes) {
    this.path = path;
    this.file = file;
    this.writes = writes;
  }

  /** What a file has, nothing when there is none or it cannot be used. */
  static Optional<Saved> read(FileOps files, Path path) throws IOException {
    return newest(files, path).map(Slot::saved);
  }

  /** Opens a file, which is made where missing. */
  static PositionFile open(FileOps files, Path path) throws IOException {
    long writes = newest(files, path).map(Slot::number).orElse(0L);
    return new PositionFile(path, files.openForWriting(path), writes);
  }

  private record Slot(long number, Saved saved) {}

  private static Optional<Slot> newest(FileOps files, Path path) throws IOException {
    Path name = path.getFileName();
    Path directory = path.getParent();
    if (name == null || directory == null || !files.list(directory).contains(name.toString())) {
      return Optional.empty();
    }
    byte[] bytes = files.read(path);
    Optional<Slot> newest = Optional.empty();
    for (int at = 0; at + SLOT_BYTES <= bytes.length; at += SLOT_BYTES) {
      ByteBuffer in = ByteBuffer.wrap(bytes, at, SLOT_BYTES);
      int magic = in.getInt();
      int version = in.getInt();
      Slot slot =
          new Slot(
              in.getLong(),
              new Saved(
                  new LogPosition(in.getLong(), in.getLong()),
                  new LogPosition(in.getLong(), in.getLong())));
      if (magic == MAGIC
          && version == VERSION
          && in.getInt() == checksum(bytes, at)
          && (newest.isEmpty() || newest.get().number() < slot.number())) {
        newest = Optional.of(slot);
      }
    }
    return newest;
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, CHECKED_BYTES);
    return (int) crc.getValue();
  }

  Path path() {
    return path;
  }

  /** Writes both positions; they outlive the process when this returns. */
  void save(Saved saved) throws IOException {
    writes++;
    ByteBuffer out = ByteBuffer.wrap(slot);
    out.putInt(MAGIC).putInt(VERSION).putLong(writes);
    out.putLong(saved.sent().segment()).putLong(saved.sent().offset());
    out.putLong(saved.maybeSent().segment()).putLong(saved.maybeSent().offset());
    out.putInt(checksum(slot, 0));
    file.write(slot, 0, SLOT_BYTES, writes % 2 * SLOT_BYTES);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
