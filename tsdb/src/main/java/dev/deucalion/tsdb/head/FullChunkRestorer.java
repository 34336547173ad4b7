package dev.deucalion.tsdb.head;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.chunk.SampleFilter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives series the full chunks that files have of them, while the log is replayed: samples that are
 * in these need not be appended again.
 *
 * <p>The log is the truth. After a loss of power the files may have samples that the log lost; for
 * a batch to be there whole or not at all, {@link #finish} takes back what is newer than the last
 * sample of its series in the log.
 */
final class FullChunkRestorer {
  private static final Logger LOG = LoggerFactory.getLogger(FullChunkRestorer.class);

  /** Time of the last sample where the log has shown none yet. */
  private static final long NEVER = Long.MIN_VALUE;

  private final HeadState head;
  private final FoundChunks found;
  private final SeriesRows rows;
  private final FullChunkList list;

  FullChunkRestorer(HeadState head) {
    this.head = head;
    this.rows = head.rows();
    this.list = head.fullChunkList();
    this.found = new FoundChunks(list, head.counters().minValidTimeMs);
  }

  /** Takes up the files of an earlier run. */
  void load(int threads) throws IOException {
    if (head.fullChunks() instanceof HeadChunkFiles files) {
      files.load(found, threads);
      head.catalog().reserveLogRef(found.greatestRef());
    }
  }

  /** Counts places where the files were bad, and cut, when they were loaded once before. */
  void addCorruptions(long count) {
    if (head.fullChunks() instanceof HeadChunkFiles files) {
      files.addCorruptions(count);
    }
  }

  /** Whether chunks were found under a ref that blocks do not have. */
  boolean has(long logRef) {
    return found.find(logRef) != FoundChunks.NONE;
  }

  /** Gives a series that has no samples the chunks that were found under a ref. */
  void attach(int id, long logRef) {
    int at = found.find(logRef);
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    if (at == FoundChunks.NONE || page[row + SeriesRows.STATE] != SeriesRows.NO_SAMPLES) {
      return;
    }
    page[row + SeriesRows.TIME] = NEVER;
    page[row + SeriesRows.STATE] = SeriesRows.ALL_FULL;
    page[row + SeriesRows.OPEN] = found.maxTimeMs(at);
    HeadCounters counters = head.counters();
    counters.minTimeMs = Math.min(counters.minTimeMs, found.minTimeMs(at));
    counters.maxTimeMs = Math.max(counters.maxTimeMs, found.maxTimeMs(at));
    list.setNewest(id, found.take(at));
  }

  /** The chunks of samples out of order that the files have; when all else is restored. */
  FoundOutOfOrder outOfOrder() {
    return found.outOfOrder();
  }

  /** Whether full chunks have a sample of the log, or a later one. */
  boolean has(int id, long timeMs, long valueBits) {
    long[] page = rows.page(id);
    int row = SeriesRows.row(id);
    if (page[row + SeriesRows.STATE] != SeriesRows.ALL_FULL) {
      return false;
    }
    if (page[row + SeriesRows.TIME] == NEVER) {
      head.postings().add(id);
    }
    if (timeMs > page[row + SeriesRows.OPEN]) {
      return false;
    }
    if (timeMs > page[row + SeriesRows.TIME]) {
      page[row + SeriesRows.TIME] = timeMs;
      page[row + SeriesRows.VALUE] = valueBits;
    }
    return true;
  }

  /** Takes back samples that the log has not; after its last record. */
  void finish() throws IOException {
    if (head.fullChunks() instanceof HeadChunkFiles files) {
      finish(files);
    }
  }

  private void finish(HeadChunkFiles files) throws IOException {
    long firstBad = Long.MAX_VALUE;
    ChunkData chunk = new ChunkData();
    for (int id = 0; id < head.catalog().idBound(); id++) {
      long[] page = rows.page(id);
      int row = SeriesRows.row(id);
      if (page[row + SeriesRows.STATE] == SeriesRows.ALL_FULL
          && page[row + SeriesRows.TIME] < page[row + SeriesRows.OPEN]) {
        firstBad = Math.min(firstBad, takeBack(files, id, page, row, chunk));
      }
    }
    if (firstBad == Long.MAX_VALUE) {
      return;
    }
    LOG.warn(
        "Head chunks have samples that the log lost, they are left out, file={}",
        HeadChunkFiles.fileNumber(firstBad));
    // The replay may have filled chunks since, which are read now and go with the files.
    files.flush();
    list.replaceFrom(firstBad, files::keepInMemory);
    found.outOfOrder().forgetFrom(firstBad);
    files.forgetFrom(firstBad);
  }

  /** Cuts the chunks of a series at its last sample in the log; returns the first bad one's ref. */
  private long takeBack(HeadChunkFiles files, int id, long[] page, int row, ChunkData chunk) {
    long lastMs = page[row + SeriesRows.TIME];
    long firstBad = Long.MAX_VALUE;
    int link = list.newest(id);
    boolean isCut = false;
    while (link != 0) {
      long ref = list.chunkRef(link);
      files.read(ref, chunk);
      if (chunk.maxTimeMs <= lastMs) {
        break;
      }
      firstBad = ref;
      link = list.previous(link);
      if (chunk.minTimeMs <= lastMs) {
        isCut = true;
        break;
      }
    }
    list.setNewest(id, isCut ? linkPart(files, id, chunk, lastMs, link) : link);
    if (list.newest(id) == 0) {
      page[row + SeriesRows.STATE] = SeriesRows.NO_SAMPLES;
    } else {
      page[row + SeriesRows.OPEN] = lastMs;
    }
    return firstBad;
  }

  /** Puts the samples of a chunk up to a time behind a link; returns the link to the last ones. */
  private int linkPart(HeadChunkFiles files, int id, ChunkData chunk, long lastMs, int link) {
    long logRef = head.catalog().logRef(id);
    ChunkReader reader = new ChunkReader();
    reader.reset(chunk.copy());
    SampleFilter filter = new SampleFilter();
    filter.reset(reader, Long.MIN_VALUE, lastMs, TimeIntervals.NONE);
    ChunkReencoder reencoder = new ChunkReencoder();
    reencoder.reset(filter);
    ChunkData part = new ChunkData();
    int last = link;
    while (reencoder.next(part)) {
      last = list.link(last, files.keepInMemory(logRef, part), part.maxTimeMs);
    }
    return last;
  }
}
