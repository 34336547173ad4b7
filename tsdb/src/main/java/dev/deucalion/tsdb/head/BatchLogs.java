package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes batches to the two logs. For the owner of the commit lock. */
final class BatchLogs {
  /** Series are made by the thousand once and then hardly ever. */
  private static final int MAX_KEPT_SERIES_RECORD_BYTES = 16 << 10;

  private final SeriesCatalog catalog;
  private final OutOfOrderSamples outOfOrder;
  private final RecordBuffer seriesRecord = new RecordBuffer();
  private final BatchRecords outOfOrderRecords = new BatchRecords();

  BatchLogs(SeriesCatalog catalog, OutOfOrderSamples outOfOrder) {
    this.catalog = catalog;
    this.outOfOrder = outOfOrder;
  }

  /**
   * Writes a batch to both logs or, when that fails, to neither.
   *
   * @param log gets all of an encoded batch
   * @param outOfOrderLog gets what comes out of order
   */
  void write(Batch batch, RecordLog log, RecordLog outOfOrderLog) throws IOException {
    boolean anyOutOfOrder = outOfOrderLog.keepsRecords();
    if (anyOutOfOrder) {
      writeOutOfOrder(batch, outOfOrderLog);
    }
    if (log.keepsRecords()) {
      try {
        writeAll(batch, log);
      } catch (IOException e) {
        takeBack(outOfOrderLog, e);
        throw e;
      }
    }
    if (anyOutOfOrder) {
      outOfOrder.markers().clear();
    }
  }

  private static void takeBack(RecordLog log, IOException failure) {
    try {
      log.takeBack();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void writeAll(Batch batch, RecordLog log) throws IOException {
    batch.encodeSeries(seriesRecord, catalog, log.compression());
    List<RecordBuffer> records = new ArrayList<>(batch.records().size() + 1);
    records.add(seriesRecord);
    records.addAll(batch.records());
    log.write(records);
    batch.setLogged(catalog);
    seriesRecord.clearAndTrim(MAX_KEPT_SERIES_RECORD_BYTES);
  }

  private void writeOutOfOrder(Batch batch, RecordLog log) throws IOException {
    outOfOrderRecords.encodeOutOfOrder(batch, outOfOrder.markers(), catalog, log.compression());
    log.write(outOfOrderRecords.all());
  }
}
