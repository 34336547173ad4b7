package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.BatchRecords;
import dev.deucalion.tsdb.batch.BatchWriter;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.outoforder.OutOfOrderSamples;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;

/** Writes batches to the two logs. For the owner of the commit lock. */
final class BatchLogs {
  private final SeriesCatalog catalog;
  private final OutOfOrderSamples outOfOrder;
  private final BatchWriter writer;
  private final BatchRecords outOfOrderRecords = new BatchRecords();

  BatchLogs(SeriesCatalog catalog, OutOfOrderSamples outOfOrder) {
    this.catalog = catalog;
    this.outOfOrder = outOfOrder;
    writer = new BatchWriter(catalog);
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
        writer.write(batch, log);
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

  private void writeOutOfOrder(Batch batch, RecordLog log) throws IOException {
    outOfOrderRecords.encodeOutOfOrder(batch, outOfOrder.markers(), catalog, log.compression());
    log.write(outOfOrderRecords.all());
  }
}
