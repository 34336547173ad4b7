package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.HeadChunkFiles;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.outoforder.LostChunk;
import dev.deucalion.tsdb.ref.SecondRefs;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.LogScan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes full chunks again whose files turned out to be damaged while the head has them: the log has
 * their samples as long as no block has. Otherwise each compaction of the head would meet them and
 * fail. What the log has not either is left out. For the thread that compacts.
 */
final class ChunkMender {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkMender.class);

  /**
   * Chunks that are mended at a time for each GiB of memory, as their samples are held: a few KiB a
   * chunk of floats, up to a hundred of histograms.
   */
  private static final int CHUNKS_PER_GIB = 4_096;

  private static final int MIN_CHUNKS = 256;
  private static final int MAX_CHUNKS = 1 << 20;

  private final HeadState head;
  private final HeadChunkFiles chunks;
  private final SecondRefs secondRefs;
  private final BooleanSupplier stopping;

  /** From so many on no more are looked for. */
  private final int maxChunks = maxChunks(Runtime.getRuntime().maxMemory());

  private int linksFound;

  /** What is lost, by the log's refs of the series. */
  private final Map<Long, Series> lost = new HashMap<>();

  /** A series with lost chunks. */
  private static final class Series {
    private final List<LostChunks> runs = new ArrayList<>();

    /** Newest sample of the log so far: in order are those that are newer. */
    private long newestMs = Long.MIN_VALUE;

    /** The sample at that time, null for a float. */
    private @Nullable Histogram newest;

    /** Takes the next sample of the log. Those that end histograms are floats there. */
    void add(long timeMs, long valueBits, @Nullable Histogram histogram) {
      if (timeMs <= newestMs) {
        return;
      }
      Histogram before = newest;
      boolean isMarker =
          histogram == null && StaleMarker.isStale(Double.longBitsToDouble(valueBits));
      Histogram taken = isMarker && before != null ? HistogramWriter.stale(before) : histogram;
      newestMs = timeMs;
      newest = taken;
      runs.forEach(run -> run.add(timeMs, valueBits, taken));
    }
  }

  /**
   * @param stopping whether to give up
   */
  ChunkMender(
      HeadState head, HeadChunkFiles chunks, SecondRefs secondRefs, BooleanSupplier stopping) {
    this.head = head;
    this.chunks = chunks;
    this.secondRefs = secondRefs;
    this.stopping = stopping;
  }

  private static int maxChunks(long memoryBytes) {
    return Math.clamp((memoryBytes >> 20) * CHUNKS_PER_GIB >> 10, MIN_CHUNKS, MAX_CHUNKS);
  }

  /**
   * Replaces all chunks that cannot be read of the files that had such; where they are many, it
   * reads the logs several times.
   *
   * @param walDir of the log, which nobody shortens meanwhile
   * @param lateDir of the log of samples out of order, which need not be there
   * @throws IOException when a log cannot be read, also for a moment, or this was given up; what
   *     was not replaced is as it was
   */
  void mend(FileOps files, Path walDir, Path lateDir) throws IOException {
    Set<Integer> fileNumbers = new HashSet<>();
    chunks.unreadable().forEach(ref -> fileNumbers.add(HeadChunkFiles.fileNumber(ref)));
    long seriesPin = head.pins().pinSeries();
    try {
      boolean isAll = false;
      while (!isAll) {
        isAll = mendInOrder(fileNumbers, files, walDir);
      }
      isAll = false;
      while (!isAll) {
        isAll = mendLate(fileNumbers, files, lateDir);
      }
      Set<Long> replaced = new HashSet<>(chunks.unreadable());
      replaced.removeIf(ref -> !fileNumbers.contains(HeadChunkFiles.fileNumber(ref)));
      chunks.replaced(replaced);
    } finally {
      head.pins().unpinSeries(seriesPin);
      chunks.unload();
    }
  }

  /** Mends chunks of samples in order; false where there may be more. */
  private boolean mendInOrder(Set<Integer> fileNumbers, FileOps files, Path walDir)
      throws IOException {
    boolean isAll = find(fileNumbers);
    if (!lost.isEmpty()) {
      addSecondRefs(lost);
      readLog(
          files,
          walDir,
          (ref, timeMs, bits, histogram) -> {
            Series series = lost.get(ref);
            if (series != null) {
              series.add(timeMs, bits, histogram);
            }
          });
      replace();
      lost.clear();
      linksFound = 0;
    }
    return isAll;
  }

  private void checkStop() throws InterruptedIOException {
    if (stopping.getAsBoolean()) {
      throw new InterruptedIOException(
          "mending of chunks was given up, since the store is closing");
    }
  }

  private <T> void addSecondRefs(Map<Long, T> byRef) throws IOException {
    secondRefs.forEach((second, logRef) -> {
      T of = byRef.get(logRef);
      if (of != null) {
        byRef.put(second, of);
      }
    });
  }

  /** Finds what is lost of samples in order; false where there may be more. */
  private boolean find(Set<Integer> fileNumbers) throws IOException {
    HeadChunkWalk walk = new HeadChunkWalk(head, Long.MIN_VALUE, Long.MAX_VALUE);
    for (int id = 0; id < head.catalog().idBound(); id++) {
      if (hasChunkIn(id, fileNumbers)) {
        checkStop();
        find(id, walk);
      }
      if (linksFound >= maxChunks) {
        return false;
      }
    }
    return true;
  }

  private boolean hasChunkIn(int id, Set<Integer> fileNumbers) {
    FullChunkList list = head.fullChunkList();
    head.readLock().lock();
    try {
      int link = head.catalog().exists(id) ? list.newest(id) : 0;
      while (link != 0 && !list.isBefore(link, head.counters().minValidTimeMs)) {
        if (fileNumbers.contains(HeadChunkFiles.fileNumber(list.chunkRef(link)))) {
          return true;
        }
        link = list.previous(link);
      }
      return false;
    } finally {
      head.readLock().unlock();
    }
  }

  /** Reads all chunks of a series. */
  private void find(int id, HeadChunkWalk walk) {
    HeadSeriesSet set;
    long newestMs;
    long readerPin;
    head.readLock().lock();
    try {
      set = HeadSeriesSet.snapshot(head, new int[] {id}, Long.MIN_VALUE, Long.MAX_VALUE);
      newestMs = head.rows().page(id)[SeriesRows.row(id) + SeriesRows.TIME];
      readerPin = head.pins().pinReader();
    } finally {
      head.readLock().unlock();
    }
    try {
      if (set.size() > 0) {
        walk.reset(set, 0);
        find(head.catalog().logRef(id), walk, set.inOrderFromMs(), newestMs);
      }
    } finally {
      head.pins().unpinReader(readerPin);
    }
  }

  private void find(long logRef, HeadChunkWalk walk, long fromMs, long newestMs) {
    ChunkData chunk = new ChunkData();
    List<Integer> links = new ArrayList<>();
    long afterMs = fromMs == Long.MIN_VALUE ? fromMs : fromMs - 1;
    boolean isMore = true;
    while (isMore) {
      try {
        isMore = walk.next(chunk);
      } catch (UncheckedIOException e) {
        links.add(walk.lastLink());
        continue;
      }
      if (!links.isEmpty()) {
        linksFound += links.size();
        long beforeMs = isMore ? chunk.minTimeMs : newestMs + 1;
        lost.computeIfAbsent(logRef, ref -> new Series())
            .runs
            .add(new LostChunks(logRef, afterMs, beforeMs, links));
        links.clear();
      }
      afterMs = chunk.maxTimeMs;
    }
  }

  /** Takes samples of a log. */
  private interface Samples {
    void add(long ref, long timeMs, long valueBits, @Nullable Histogram histogram);
  }

  private void readLog(FileOps files, Path dir, Samples samples) throws IOException {
    try (LogScan log = new LogScan(files, dir)) {
      for (DecodedRecord record = log.next(); record != null; record = log.next()) {
        checkStop();
        boolean isFloats = record.kind() == DecodedRecord.Kind.SAMPLES;
        if (isFloats || record.kind() == DecodedRecord.Kind.HISTOGRAMS) {
          for (int i = 0; i < record.count(); i++) {
            samples.add(
                record.refs()[i],
                record.timesMs()[i],
                record.valueBits()[i],
                isFloats ? null : record.histogram(i));
          }
        }
      }
      if (log.hadFault()) {
        throw new IOException("the disk did not give all of the log, dir=" + dir);
      }
    }
  }

  private void replace() {
    int mended = 0;
    int gone = 0;
    int samplesLeftOver = 0;
    for (Series series : new HashSet<>(lost.values())) {
      for (LostChunks run : series.runs) {
        List<@Nullable ChunkData> made = run.encode(head.fullChunkList());
        replace(run, made);
        int without = Collections.frequency(made, null);
        mended += made.size() - without;
        gone += without;
        samplesLeftOver += run.leftOver();
      }
    }
    LOG.warn(
        "Head chunks that cannot be read were made again from the log, chunks={} not_in_log={}"
            + " samples_left_out={}",
        mended,
        gone,
        samplesLeftOver);
  }

  private void replace(LostChunks run, List<@Nullable ChunkData> made) {
    head.underWriteLocks(() -> {
      for (int i = 0; i < made.size(); i++) {
        ChunkData chunk = made.get(i);
        long ref =
            chunk == null ? FullChunkList.NO_CHUNK : chunks.keepInMemory(run.logRef(), chunk);
        head.fullChunkList().replaceUnreadable(run.links().get(i), ref);
      }
    });
  }

  /** Mends chunks of samples out of order; false where there may be more. */
  private boolean mendLate(Set<Integer> fileNumbers, FileOps files, Path lateDir)
      throws IOException {
    List<LostChunk> late = findLate(fileNumbers);
    if (late.isEmpty()) {
      return true;
    }
    Map<Long, List<LostChunk>> byRef = new HashMap<>();
    late.forEach(
        chunk -> byRef.computeIfAbsent(chunk.logRef(), ref -> new ArrayList<>()).add(chunk));
    addSecondRefs(byRef);
    readLog(
        files,
        lateDir,
        (ref, timeMs, bits, histogram) ->
            addLate(byRef.getOrDefault(ref, List.of()), timeMs, bits, histogram));
    late.forEach(chunk -> head.underWriteLocks(() -> head.outOfOrder().replace(chunk, chunks)));
    LOG.warn(
        "Head chunks of late samples that cannot be read were made again from their log, chunks={}",
        late.size());
    return late.size() < maxChunks;
  }

  /** One chunk gets a sample: chunks of samples out of order often have all the same times. */
  private static void addLate(
      List<LostChunk> chunks, long timeMs, long bits, @Nullable Histogram histogram) {
    for (LostChunk chunk : chunks) {
      if (chunk.overlaps(timeMs)) {
        chunk.add(timeMs, bits, histogram);
        return;
      }
    }
  }

  /** The chunks of samples out of order that cannot be read, but no more than a number. */
  private List<LostChunk> findLate(Set<Integer> fileNumbers) throws InterruptedIOException {
    List<LostChunk> found;
    head.readLock().lock();
    try {
      found =
          head.outOfOrder().chunksIn(ref -> fileNumbers.contains(HeadChunkFiles.fileNumber(ref)));
    } finally {
      head.readLock().unlock();
    }
    ChunkData chunk = new ChunkData();
    List<LostChunk> unreadable = new ArrayList<>();
    for (int i = 0; i < found.size() && unreadable.size() < maxChunks; i++) {
      checkStop();
      if (!isReadable(found.get(i).ref(), chunk)) {
        unreadable.add(found.get(i));
      }
    }
    return unreadable;
  }

  private boolean isReadable(long ref, ChunkData into) {
    try {
      chunks.read(ref, into);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
