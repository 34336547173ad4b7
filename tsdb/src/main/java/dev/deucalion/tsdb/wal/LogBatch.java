package dev.deucalion.tsdb.wal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of one batch, as they are given to a log. For one thread at a time. */
public final class LogBatch {
  private final List<RecordBuffer> records;
  private final int lateRecords;
  private final @Nullable LogPosition origin;
  private LogPosition position = LogPosition.BEGINNING;

  private LogBatch(List<RecordBuffer> records, int lateRecords, @Nullable LogPosition origin) {
    this.records = records;
    this.lateRecords = lateRecords;
    this.origin = origin;
  }

  /**
   * A batch for the write-ahead log.
   *
   * @param records finished, series before what names them; empty ones count as none
   * @param lateRecords how many at the end hold samples that came out of order
   */
  public static LogBatch of(List<RecordBuffer> records, int lateRecords) {
    return new LogBatch(records, lateRecords, null);
  }

  /**
   * What the log of samples out of order gets of a batch.
   *
   * @param records finished
   * @param origin where the batch begins in the write-ahead log
   */
  public static LogBatch late(List<RecordBuffer> records, LogPosition origin) {
    return new LogBatch(records, 0, origin);
  }

  List<RecordBuffer> records() {
    return records;
  }

  int lateRecords() {
    return lateRecords;
  }

  @Nullable LogPosition origin() {
    return origin;
  }

  /** Where the batch begins in the log, once it was written. */
  public LogPosition position() {
    return position;
  }

  void setPosition(LogPosition written) {
    position = written;
  }
}
