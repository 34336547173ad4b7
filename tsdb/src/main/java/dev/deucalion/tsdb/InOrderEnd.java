package dev.deucalion.tsdb;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.block.CorruptBlockException;
import dev.deucalion.tsdb.block.InOrderEndFile;
import dev.deucalion.tsdb.compact.StoredBlocks;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.LogScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the time up to which blocks have all samples in order, before the log is replayed from
 * there.
 *
 * <p>Blocks of late samples alone say so by a hint, as they may end later than those that were cut
 * from the head. But Prometheus gives them the hint only after it has finished all of them, and
 * drops it when it merges them (newer versions only when one has samples in order). When it starts
 * after a kill, it takes the end of a block without the hint for that of all samples in order: the
 * newest of these, which are in the log alone, are lost to it. See {@code
 * https://github.com/prometheus/prometheus/issues/18379}. Blocks that we write say the time
 * themselves, and lose that in a merge of Prometheus as they lose the hint. So what other blocks
 * say is compared with the log, where the store ever took late samples.
 *
 * <p>Samples are cut from the head all up to a time. So one sample in order of the log that is in a
 * block shows that all before it are in blocks. Surely in order are those that are newer than all
 * before them in the log; the newest of these that blocks have is looked for.
 */
final class InOrderEnd {
  private static final Logger LOG = LoggerFactory.getLogger(InOrderEnd.class);

  /** Samples behind the end of the blocks after which no newer one before it is to be expected. */
  private static final int ENOUGH_LATER = 100;

  /** Parts of a block range of which one sample each is looked up. */
  private static final int STEPS = 1_000;

  private final FileOps files;
  private final Path walDir;
  private final StoredBlocks blocks;
  private final long knownMs;
  private final long saidMs;
  private final long stepMs;

  /** Samples in order, by time. */
  private final List<Candidate> candidates = new ArrayList<>();

  private final Map<Long, Labels> labels = new HashMap<>();

  /** Newest sample of the log so far before the end of the blocks. */
  private long newestMs = Long.MIN_VALUE;

  private int later;

  /** A sample of the log. */
  private record Candidate(long ref, long timeMs) {}

  private InOrderEnd(
      FileOps files,
      Path walDir,
      StoredBlocks blocks,
      long knownMs,
      long saidMs,
      long chunkRangeMs) {
    this.files = files;
    this.walDir = walDir;
    this.blocks = blocks;
    this.knownMs = knownMs;
    this.saidMs = saidMs;
    this.stepMs = Math.max(1, chunkRangeMs / STEPS);
  }

  /**
   * Finds it, in ms; {@link Long#MIN_VALUE} where no block is known to have samples in order.
   *
   * @param hadLateSamples whether the store ever took samples out of order; if not, blocks are
   *     believed
   * @param chunkRangeMs time of the smallest blocks
   */
  static long find(
      FileOps files, Path walDir, StoredBlocks blocks, boolean hadLateSamples, long chunkRangeMs)
      throws IOException {
    long saidMs = blocks.inOrderEndMs().orElse(Long.MIN_VALUE);
    long knownMs = blocks.knownInOrderEndMs().orElse(Long.MIN_VALUE);
    if (!hadLateSamples || knownMs >= saidMs) {
      return saidMs;
    }
    long endMs = new InOrderEnd(files, walDir, blocks, knownMs, saidMs, chunkRangeMs).find();
    if (endMs < saidMs) {
      LOG.warn(
          "The end of the newest blocks has late samples only, others of that time are taken from"
              + " the log, from={} blocksEnd={}",
          endMs,
          saidMs);
    }
    return endMs;
  }

  /**
   * What was noted of blocks that are gone, in ms; {@link Long#MIN_VALUE} where nothing was, or
   * where that is damaged.
   */
  static long noted(FileOps files, Path walDir) throws IOException {
    try {
      return InOrderEndFile.read(files, walDir).orElse(Long.MIN_VALUE);
    } catch (CorruptBlockException e) {
      LOG.error("Samples that were deleted may be back, err={}", e.getMessage());
      return Long.MIN_VALUE;
    }
  }

  private long find() throws IOException {
    readTimes();
    if (newestMs == Long.MIN_VALUE) {
      return saidMs;
    }
    readLabels();
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      Labels series = labels.getOrDefault(candidate.ref(), Labels.EMPTY);
      if (blocks.has(series, candidate.timeMs())) {
        return i == candidates.size() - 1 ? saidMs : candidate.timeMs() + 1;
      }
    }
    return knownMs;
  }

  private void readTimes() throws IOException {
    try (LogScan log = new LogScan(files, walDir)) {
      DecodedRecord record = log.next();
      while (record != null && later < ENOUGH_LATER) {
        switch (record.kind()) {
          case SAMPLES, HISTOGRAMS -> readTimes(record);
          case NOTHING, SERIES, EXEMPLARS, METADATA, TOMBSTONES, CHUNK_MARKERS -> {}
        }
        record = log.next();
      }
    }
  }

  /** Notes the newest sample of a record where it is in order; the first record may be late. */
  private void readTimes(DecodedRecord record) {
    long[] times = record.timesMs();
    long recordMs = Long.MIN_VALUE;
    long ref = 0;
    for (int i = 0; i < record.count(); i++) {
      if (times[i] >= saidMs) {
        later++;
      } else if (times[i] > recordMs) {
        recordMs = times[i];
        ref = record.refs()[i];
      }
    }
    if (recordMs == Long.MIN_VALUE || recordMs < newestMs) {
      return;
    }
    boolean isFirst = newestMs == Long.MIN_VALUE;
    newestMs = recordMs;
    if (!isFirst
        && recordMs >= knownMs
        && (candidates.isEmpty() || recordMs - candidates.getLast().timeMs() >= stepMs)) {
      candidates.add(new Candidate(ref, recordMs));
      labels.put(ref, Labels.EMPTY);
    }
  }

  private void readLabels() throws IOException {
    int missing = labels.size();
    try (LogScan log = new LogScan(files, walDir)) {
      DecodedRecord record = log.next();
      while (record != null && missing > 0) {
        for (int i = 0; record.kind() == DecodedRecord.Kind.SERIES && i < record.count(); i++) {
          if (labels.replace(record.refs()[i], Labels.EMPTY, record.labels(i))) {
            missing--;
          }
        }
        record = log.next();
      }
    }
  }
}
