package dev.deucalion.tsdb.wal;

import com.github.luben.zstd.Zstd;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/** Compressed records: snappy blocks or zstd frames. For any thread. */
final class RecordCompression {
  /** The level that Prometheus takes. */
  private static final int ZSTD_LEVEL = 3;

  private RecordCompression() {}

  /** The bit of a fragment's type that says how its record is compressed. */
  static int bit(Compression compression) {
    return switch (compression) {
      case NONE -> 0;
      case SNAPPY -> WalLayout.SNAPPY_BIT;
      case ZSTD -> WalLayout.ZSTD_BIT;
    };
  }

  /** More bytes than any record of a length can take. */
  static int maxBytes(Compression compression, int length) {
    return switch (compression) {
      case NONE -> length;
      case SNAPPY -> Snappy.maxCompressedLength(length);
      case ZSTD -> Math.toIntExact(Zstd.compressBound(length));
    };
  }

  /** Compresses the first bytes of an array into another one, which has room, from index 0 on. */
  static int compress(Compression compression, byte[] raw, int length, byte[] to) {
    try {
      return switch (compression) {
        case NONE -> throw new IllegalArgumentException("no compression");
        case SNAPPY -> Snappy.compress(raw, 0, length, to, 0);
        case ZSTD ->
            Math.toIntExact(Zstd.compressByteArray(to, 0, to.length, raw, 0, length, ZSTD_LEVEL));
      };
    } catch (IOException e) {
      throw new UncheckedIOException("snappy refuses to compress", e);
    }
  }
}
