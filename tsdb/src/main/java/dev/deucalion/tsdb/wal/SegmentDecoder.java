package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a segment, checks, expands and decodes its records as they are asked for. */
final class SegmentDecoder implements SegmentRecords {
  private final Arena arena = Arena.ofConfined();
  private final WalSegmentReader reader;
  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord record = new DecodedRecord();

  /**
   * Opens a segment, for the thread that reads it.
   *
   * @param offset where a record begins, or the segment ends
   */
  SegmentDecoder(FileOps files, Path file, long offset) throws IOException {
    try {
      reader = new WalSegmentReader(files.map(file, files.size(file), arena), offset);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public @Nullable DecodedRecord next() throws IOException {
    return next(record) ? record : null;
  }

  /**
   * Fills in the next record, or says that there is none.
   *
   * @throws WalCorruption when what follows is no record
   */
  boolean next(DecodedRecord into) throws IOException {
    if (!reader.next()) {
      return false;
    }
    try {
      decoder.decode(reader.record(), 0, reader.recordLength(), into);
      into.setOffset(reader.recordStart());
      return true;
    } catch (MalformedRecordException e) {
      throw reader.corruption("record: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
