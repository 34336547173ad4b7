package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.BatchWriter;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples.Marker;
import dev.deucalion.tsdb.wal.LogBatch;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes batches to the two logs. For the owner of the commit lock.
 *
 * <p>The write-ahead log gets all of a batch, and first. What came out of order of it goes into the
 * other log as well, with the place of the batch in the first. So a start can tell what the other
 * log lacks, which it takes from the first, and what it has too much, which it drops: a batch is in
 * the store if and only if the write-ahead log has it.
 */
final class BatchLogs {
  private final OutOfOrderSamples outOfOrder;
  private final BatchWriter writer;

  BatchLogs(SeriesCatalog catalog, OutOfOrderSamples outOfOrder) {
    this.outOfOrder = outOfOrder;
    writer = new BatchWriter(catalog);
  }

  /**
   * Writes batches to both logs or, when that fails, to neither.
   *
   * @param log gets all of the batches, which are encoded
   * @param outOfOrderLog gets what comes out of order
   */
  void write(List<Batch> batches, RecordLog log, RecordLog outOfOrderLog) throws IOException {
    if (!log.keepsRecords()) {
      return;
    }
    List<LogBatch> written = writer.writeOnly(batches, log);
    try {
      writeLate(batches, written, outOfOrderLog);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      takeBack(log, e);
      throw e;
    }
    log.settle();
    writer.setLogged(batches);
  }

  private static void takeBack(RecordLog log, Throwable failure) {
    try {
      log.takeBack();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void writeLate(List<Batch> batches, List<LogBatch> written, RecordLog log)
      throws IOException {
    List<LogBatch> late = new ArrayList<>(0);
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      if (batch.hasLate()) {
        List<RecordBuffer> records = new ArrayList<>();
        if (late.isEmpty()) {
          addMarkers(records, log);
        }
        records.addAll(batch.lateRecords());
        late.add(LogBatch.late(records, written.get(i).position()));
      }
    }
    if (!late.isEmpty()) {
      log.writeAll(late);
      outOfOrder.markers().clear();
    }
  }

  /** Adds that samples which the log has already are in chunks. */
  private void addMarkers(List<RecordBuffer> records, RecordLog log) {
    List<Marker> markers = outOfOrder.markers();
    if (!markers.isEmpty()) {
      RecordBuffer record = new RecordBuffer();
      for (Marker marker : markers) {
        RecordEncoder.chunkMarker(record, marker.logRef(), marker.chunkRef());
      }
      record.finish(log.compression());
      records.add(record);
    }
  }

  /**
   * Begins a part of the log of samples out of order: whatever is before it is no longer needed
   * when its samples are in blocks.
   *
   * @return its first segment
   */
  static long cut(RecordLog log, RecordLog outOfOrderLog) throws IOException {
    LogPosition end = log.position();
    long segment = outOfOrderLog.cut();
    if (outOfOrderLog.keepsRecords()) {
      outOfOrderLog.writeAll(List.of(LogBatch.late(List.of(), end)));
    }
    return segment;
  }
}
