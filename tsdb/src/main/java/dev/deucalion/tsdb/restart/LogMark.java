package dev.deucalion.tsdb.restart;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.WalLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A position of the log and a checksum of the bytes before it, by which the same log is known
 * again.
 *
 * @param position where
 * @param checksum CRC-32C of the last {@link #CHECKED_BYTES} before it, or of all from the
 *     beginning of the segment
 */
record LogMark(LogPosition position, int checksum) {
  static final int CHECKED_BYTES = 32 << 10;

  /** The mark of a position that the log has. */
  static LogMark of(FileOps files, Path walDir, LogPosition position) throws IOException {
    return new LogMark(position, checksum(files, walDir, position));
  }

  /**
   * @throws DistrustException when the log has not the bytes before the position
   */
  void check(FileOps files, Path walDir) throws IOException {
    String name = WalLayout.segmentName(position.segment());
    if (!files.list(walDir).contains(name) || files.isDirectory(walDir.resolve(name))) {
      throw new DistrustException("the log has no segment " + name);
    }
    long size = files.size(walDir.resolve(name));
    if (size < position.offset()) {
      throw new DistrustException(
          "segment " + name + " has " + size + " bytes, expected " + position.offset());
    }
    if (checksum(files, walDir, position) != checksum) {
      throw new DistrustException("segment " + name + " differs before " + position.offset());
    }
  }

  private static int checksum(FileOps files, Path walDir, LogPosition position) throws IOException {
    CRC32C crc = new CRC32C();
    if (position.offset() > 0) {
      Path segment = walDir.resolve(WalLayout.segmentName(position.segment()));
      long from = Math.max(0, position.offset() - CHECKED_BYTES);
      try (Arena arena = Arena.ofConfined()) {
        crc.update(
            files
                .map(segment, position.offset(), arena)
                .asSlice(from)
                .toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return (int) crc.getValue();
  }

  void putTo(RawBlock block) {
    block.putLong(position.segment());
    block.putLong(position.offset());
    block.putLong(checksum);
  }

  static LogMark getFrom(RawBytes in) throws DistrustException {
    return new LogMark(new LogPosition(in.longValue(), in.longValue()), (int) in.longValue());
  }
}
