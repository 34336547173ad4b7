package dev.deucalion.tsdb;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.compact.StoredBlocks;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.merge.OlderSamples;
import dev.deucalion.tsdb.wal.DecodedRecord;
import dev.deucalion.tsdb.wal.LogScan;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * from the head. Prometheus drops the hint when it merges such blocks (newer versions only when one
 * of them has samples in order), and at its next start takes the end of the merged block for that
 * of all samples in order: the newest of them, which are in the log alone, are lost to it. See
 * {@code https://github.com/prometheus/prometheus/issues/18379}. So where the newest block was
 * merged, it is compared with the log.
 *
 * <p>Samples are cut from the head all up to a time. So one sample in order of the log that is in a
 * block shows that all before it are. Such are those that are newer than all before them in the
 * log: late ones never are. The newest of these that blocks have is looked for, which deletions do
 * not mislead, as they do not delete all series at all times.
 */
final class InOrderEnd {
  private static final Logger LOG = LoggerFactory.getLogger(InOrderEnd.class);

  /** Samples behind the end of the blocks after which no newer one before it is to be expected. */
  private static final int ENOUGH_LATER = 100;

  /** Parts of a block range of which one sample each is compared. */
  private static final int STEPS = 1_000;

  private final FileOps files;
  private final Path walDir;
  private final OlderSamples blocks;
  private final long sureMs;
  private final long saidMs;
  private final long stepMs;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<Long, Labels> labels = new HashMap<>();

  /** Newest sample of the log so far, up to the end of the blocks. */
  private long newestMs = Long.MIN_VALUE;

  private int later;
  private boolean hasEarlier;

  /** A sample in order. */
  private record Candidate(long ref, long timeMs) {}

  private InOrderEnd(
      FileOps files, Path walDir, StoredBlocks stored, long sureMs, long saidMs, long rangeMs) {
    this.files = files;
    this.walDir = walDir;
    this.blocks = stored.samples();
    this.sureMs = sureMs;
    this.saidMs = saidMs;
    this.stepMs = Math.max(1, rangeMs / STEPS);
  }

  /**
   * Finds it, in ms; {@link Long#MIN_VALUE} where no block has samples in order for sure.
   *
   * @param hadLateSamples whether the store ever took samples out of order; if not, blocks are
   *     believed
   * @param rangeMs time of the smallest blocks
   */
  static long find(
      FileOps files, Path walDir, StoredBlocks blocks, boolean hadLateSamples, long rangeMs)
      throws IOException {
    long saidMs = blocks.inOrderEndMs().orElse(Long.MIN_VALUE);
    long sureMs = blocks.cutEndMs().orElse(Long.MIN_VALUE);
    if (!hadLateSamples || sureMs >= saidMs) {
      return saidMs;
    }
    long endMs = new InOrderEnd(files, walDir, blocks, sureMs, saidMs, rangeMs).find();
    if (endMs < saidMs) {
      LOG.warn(
          "The end of the newest blocks has late samples only, others of that time are taken from"
              + " the log, from={} blocksEnd={}",
          endMs,
          saidMs);
    }
    return endMs;
  }

  private long find() throws IOException {
    readTimes();
    if (!hasEarlier) {
      return saidMs;
    }
    readLabels();
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      if (blocksHave(candidate)) {
        return i == candidates.size() - 1 ? saidMs : candidate.timeMs() + 1;
      }
    }
    return sureMs;
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

  /** Notes the newest sample of a record where it is a candidate; the first record has none. */
  private void readTimes(DecodedRecord record) {
    long[] times = record.timesMs();
    long recordMs = Long.MIN_VALUE;
    long ref = 0;
    for (int i = 0; i < record.count(); i++) {
      if (times[i] >= saidMs) {
        later++;
      } else if (times[i] >= Math.max(sureMs, recordMs)) {
        hasEarlier = true;
        recordMs = times[i];
        ref = record.refs()[i];
      }
    }
    if (recordMs == Long.MIN_VALUE || recordMs < newestMs) {
      return;
    }
    boolean isFirst = newestMs == Long.MIN_VALUE;
    newestMs = recordMs;
    long lastMs = candidates.isEmpty() ? Long.MIN_VALUE : candidates.getLast().timeMs();
    if (!isFirst && (candidates.isEmpty() || recordMs - lastMs >= stepMs)) {
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

  private boolean blocksHave(Candidate candidate) {
    List<Matcher> matchers = new ArrayList<>();
    Labels series = labels.getOrDefault(candidate.ref(), Labels.EMPTY);
    series.forEach((name, value) -> matchers.add(Matcher.equal(name, value)));
    if (matchers.isEmpty()) {
      return false;
    }
    long timeMs = candidate.timeMs();
    SeriesSelector selector = new SeriesSelector(matchers, timeMs, timeMs, false);
    boolean isThere = false;
    for (OlderSamples.Source source : blocks.open(timeMs, timeMs)) {
      try (var querier = source.querier()) {
        isThere = isThere || has(querier.select(List.of(selector)).getFirst(), series);
      } catch (UncheckedIOException e) {
        LOG.warn("Block cannot be compared with the log: {}", e.getMessage());
      }
    }
    return isThere;
  }

  /** Whether a set has samples of just these labels. */
  private static boolean has(SeriesSet set, Labels series) {
    for (int i = 0; i < set.size(); i++) {
      if (set.labels(i).equals(series)) {
        SampleCursor cursor = set.samples(i, null);
        long[] timesMs = new long[1];
        return cursor.next(timesMs, new double[1]) > 0
            || cursor.nextHistograms(timesMs, new Histogram[1]) > 0;
      }
    }
    return false;
  }
}
