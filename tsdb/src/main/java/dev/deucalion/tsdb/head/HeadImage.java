package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.index.LabelSetReader;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.ref.SecondRefs;
import dev.deucalion.tsdb.restart.OpenFloats;
import dev.deucalion.tsdb.restart.RestartWriter;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes what the head has in memory into a restart file, while appends go on.
 *
 * <p>Series are copied a stretch at a time, each as it is at that moment, which is not earlier than
 * the position of the log at the beginning. A replay from there brings all of them to the same
 * moment again: samples of a series that it has already are older than its last one, and passed
 * over.
 */
final class HeadImage {
  private static final int STRETCH = 256;

  private final HeadState head;
  private final EndsNow ends;
  private final SecondRefs secondRefs;
  private final LabelSetReader reader = new LabelSetReader();
  private final OpenFloats open = new OpenFloats();
  private final ChunkData openHistograms = new ChunkData();

  /** Number in the file of each symbol, + 1; 0 where it has none yet. */
  private int[] strings = new int[1024];

  private HeadImage(HeadState head, SecondRefs secondRefs, EndsNow ends) {
    this.head = head;
    this.secondRefs = secondRefs;
    this.ends = ends;
  }

  /** Records of one type, none of them long: a file may have only so much in one place. */
  private static final class Records {
    private static final int ENOUGH_BYTES = 64 << 10;

    private final List<RecordBuffer> all = new ArrayList<>();

    /** The record for the next entry. */
    RecordBuffer next() {
      if (all.isEmpty() || all.getLast().length() >= ENOUGH_BYTES) {
        all.add(new RecordBuffer());
      }
      return all.getLast();
    }
  }

  /** Tells where log and files of full chunks end now. */
  interface EndsNow {
    Ends get() throws IOException;
  }

  /** Where log and files of full chunks end at one moment. */
  record Ends(LogPosition log, HeadChunkFiles.End chunkFiles, boolean areComplete) {}

  /**
   * Writes a restart file.
   *
   * @param ends where log and files of full chunks end now
   * @return its bytes, or 0 when there is none, as chunks are in neither it nor the files
   */
  static long write(
      HeadState head, SecondRefs secondRefs, EndsNow ends, FileOps files, Path dir, Path walDir)
      throws IOException {
    Ends before = ends.get();
    if (!before.areComplete()) {
      return 0;
    }
    LogPosition start = before.log();
    long pin = head.pins().pinSeries();
    try (RestartWriter out = new RestartWriter(files, dir, walDir, start)) {
      HeadImage image = new HeadImage(head, secondRefs, ends);
      for (int from = 0; from < head.catalog().idBound(); from += STRETCH) {
        image.writeStretch(out, from);
        out.flush();
      }
      return image.finish(out);
    } finally {
      head.pins().unpinSeries(pin);
    }
  }

  private long finish(RestartWriter out) throws IOException {
    Records deletions = new Records();
    Records metadata = new Records();
    Records exemplars = new Records();
    head.readLock().lock();
    try {
      head.deletions().encode(deletions::next, head.catalog());
      head.metadata()
          .forEach((id, what) -> {
            if (isInLog(id)) {
              RecordEncoder.metadata(metadata.next(), head.catalog().logRef(id), what);
            }
          });
      LabelHasher hasher = head.newHasher();
      head.exemplars()
          .forEach((labels, exemplar) -> {
            int id = head.catalog().findId(labels, hasher.hash(labels));
            if (id != SeriesCatalog.NONE && isInLog(id)) {
              RecordEncoder.exemplar(exemplars.next(), head.catalog().logRef(id), exemplar);
            }
          });
    } finally {
      head.readLock().unlock();
    }
    secondRefs.forEach(out::secondRef);
    for (Records records : List.of(metadata, exemplars, deletions)) {
      for (RecordBuffer record : records.all) {
        record.finish(Compression.NONE);
        out.record(record);
      }
    }
    Ends now = ends.get();
    return now.areComplete() ? out.finish(now.log(), now.chunkFiles()) : 0;
  }

  private void writeStretch(RestartWriter out, int from) {
    head.readLock().lock();
    try {
      int to = Math.min(from + STRETCH, head.catalog().idBound());
      for (int id = from; id < to; id++) {
        if (isInLog(id)) {
          writeSeries(out, id);
        }
      }
    } finally {
      head.readLock().unlock();
    }
  }

  private boolean isInLog(int id) {
    return head.catalog().exists(id) && head.catalog().isLogged(id);
  }

  private void writeSeries(RestartWriter out, int id) {
    SeriesCatalog catalog = head.catalog();
    catalog.read(id, reader);
    out.beginSeries(catalog.logRef(id), reader.remaining());
    while (reader.next()) {
      out.label(string(out, reader.name()), string(out, reader.value()));
    }
    long[] page = head.rows().page(id);
    int row = SeriesRows.row(id);
    long state = page[row + SeriesRows.STATE];
    if (state == SeriesRows.NO_SAMPLES) {
      out.noSamples();
    } else if (state == SeriesRows.ALL_FULL) {
      out.allFull(page[row + SeriesRows.TIME], page[row + SeriesRows.VALUE]);
    } else if (state == SeriesRows.OPEN_HISTOGRAM) {
      int number = SeriesRows.openHistogram(page[row + SeriesRows.OPEN]);
      new OpenHistogramView(head.openHistograms().get(number).encoder).copyTo(openHistograms);
      out.openHistograms(openHistograms);
    } else {
      SeriesRows.copy(page, row, head.slabs(), open);
      out.openFloats(open);
    }
  }

  private int string(RestartWriter out, int symbol) {
    if (symbol >= strings.length) {
      strings = Arrays.copyOf(strings, Math.max(symbol + 1, strings.length * 2));
    }
    if (strings[symbol] == 0) {
      strings[symbol] = out.string(head.catalog().symbol(symbol)) + 1;
    }
    return strings[symbol] - 1;
  }
}
