package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads samples that came out of order from single batches of a write-ahead log. */
public final class LateRecords {
  private final LogDirectory log;
  private final FileOps files;
  private final WalConsumer consumer;
  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord decoded = new DecodedRecord();

  private LateRecords(FileOps files, Path dir, WalConsumer consumer) {
    this.files = files;
    this.log = new LogDirectory(files, dir);
    this.consumer = consumer;
  }

  /**
   * Gives samples to a consumer, and what the log of samples out of order is to get of them.
   *
   * @param dir of the write-ahead log
   * @param batches where they begin, rising
   */
  public static List<LogBatch> read(
      FileOps files, Path dir, List<LogPosition> batches, WalConsumer consumer) throws IOException {
    LateRecords reading = new LateRecords(files, dir, consumer);
    List<LogBatch> read = new ArrayList<>();
    for (int from = 0; from < batches.size(); ) {
      long segment = batches.get(from).segment();
      int to = from + 1;
      while (to < batches.size() && batches.get(to).segment() == segment) {
        to++;
      }
      reading.readSegment(segment, batches.subList(from, to), read);
      from = to;
    }
    return read;
  }

  private void readSegment(long segment, List<LogPosition> batches, List<LogBatch> into)
      throws IOException {
    Path file = log.segment(segment);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = files.map(file, files.size(file), arena);
      for (LogPosition at : batches) {
        into.add(LogBatch.late(readBatch(new WalSegmentReader(bytes, at.offset())), at));
      }
    }
  }

  private List<RecordBuffer> readBatch(WalSegmentReader reader) throws IOException {
    BatchMark mark = decodeNext(reader).mark(0);
    if (mark == null) {
      throw reader.corruption("expected the mark of a batch");
    }
    List<RecordBuffer> late = new ArrayList<>();
    for (long left = mark.records(); left > 0; left--) {
      DecodedRecord record = decodeNext(reader);
      if (left <= mark.lateRecords()) {
        RecordBuffer copy = new RecordBuffer();
        copy.copy(reader.record(), reader.recordLength());
        late.add(copy);
        record.giveTo(consumer);
      }
    }
    return late;
  }

  private DecodedRecord decodeNext(WalSegmentReader reader) throws IOException {
    if (!reader.next()) {
      throw reader.corruption("expected a record");
    }
    try {
      decoder.decode(reader.record(), 0, reader.recordLength(), decoded);
    } catch (MalformedRecordException e) {
      throw reader.corruption("record: " + e.getMessage());
    }
    return decoded;
  }
}
