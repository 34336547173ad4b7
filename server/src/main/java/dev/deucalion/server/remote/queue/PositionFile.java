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
  private final Optional<QueuePosition> found;
  private final byte[] slot = new byte[SLOT_BYTES];
  private long writes;

  private PositionFile(Path path, WritableFile file, Optional<Slot> newest) {
    this.path = path;
    this.file = file;
    this.found = newest.map(Slot::position);
    this.writes = newest.map(Slot::number).orElse(0L);
  }

  /** What a file says, nothing when there is none or it cannot be used. */
  static Optional<QueuePosition> read(FileOps files, Path path) throws IOException {
    return newest(files, path).map(Slot::position);
  }

  /** Opens a file, which is made where missing. */
  static PositionFile open(FileOps files, Path path) throws IOException {
    Optional<Slot> newest = newest(files, path);
    return new PositionFile(path, files.openForWriting(path), newest);
  }

  private record Slot(long number, QueuePosition position) {}

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
              new QueuePosition(
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

  /** What it said when it was opened, nothing when it was made or cannot be used. */
  Optional<QueuePosition> found() {
    return found;
  }

  /** Writes both positions; they outlive the process when this returns. */
  void save(QueuePosition position) throws IOException {
    writes++;
    ByteBuffer out = ByteBuffer.wrap(slot);
    out.putInt(MAGIC).putInt(VERSION).putLong(writes);
    out.putLong(position.sent().segment()).putLong(position.sent().offset());
    out.putLong(position.maybeSent().segment()).putLong(position.maybeSent().offset());
    out.putInt(checksum(slot, 0));
    file.write(slot, 0, SLOT_BYTES, writes % 2 * SLOT_BYTES);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
