package dev.deucalion.tsdb.life;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.ExemplarQueryable.SeriesExemplars;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.block.BlockMeta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The exemplars of a {@link Life}. They are kept as long as the log has them: those that are newer
 * than what blocks have must be there, older ones may be.
 */
final class Exemplars {
  private static final Matcher EVERYTHING = Matcher.of(MatchType.REGEX, "__name__", ".*");

  /** An exemplar, without how its time was found, which the log does not keep. */
  private record Seen(Labels series, Labels labels, double value, long timeMs) {}

  private long forgottenMs = Long.MIN_VALUE;
  private final Set<Seen> written = new HashSet<>();
  private final List<Seen> acknowledged = new ArrayList<>();
  private final List<Seen> attempted = new ArrayList<>();

  /** A batch begins. */
  void begin() {
    attempted.clear();
  }

  /** The batch gets an exemplar. */
  void attempt(Labels series, Exemplar exemplar) {
    Seen seen = seen(series, exemplar);
    written.add(seen);
    attempted.add(seen);
  }

  /** The batch was acknowledged. */
  void acknowledge() {
    acknowledged.addAll(attempted);
    attempted.clear();
  }

  private static Seen seen(Labels series, Exemplar exemplar) {
    return new Seen(series, exemplar.labels(), exemplar.value(), exemplar.timeMs());
  }

  /** Exemplars of blocks that retention takes away need not be there. */
  void forgetBefore(long timeMs) {
    forgottenMs = Math.max(forgottenMs, timeMs);
  }

  private static Set<Seen> found(Tsdb tsdb) {
    Set<Seen> found = new HashSet<>();
    for (SeriesExemplars of :
        tsdb.exemplars(Long.MIN_VALUE, Long.MAX_VALUE, List.of(List.of(EVERYTHING)))) {
      of.exemplars().forEach(exemplar -> found.add(seen(of.series(), exemplar)));
    }
    return found;
  }

  /** What a store has that never was an exemplar, or "". */
  String madeUp(Tsdb tsdb) {
    for (Seen one : found(tsdb)) {
      if (!written.contains(one)) {
        return "never written: " + one;
      }
    }
    return "";
  }

  /** What is wrong with the exemplars of a store, or "". */
  String wrong(Tsdb tsdb) {
    String madeUp = madeUp(tsdb);
    if (!madeUp.isEmpty()) {
      return madeUp;
    }
    Set<Seen> found = found(tsdb);
    long fromMs = Math.max(forgottenMs, blocksEndMs(tsdb));
    for (Seen one : acknowledged) {
      if (one.timeMs() >= fromMs && !found.contains(one)) {
        return "missing: " + one;
      }
    }
    return "";
  }

  private static long blocksEndMs(Tsdb tsdb) {
    return tsdb.blocks().stream()
        .filter(meta -> !meta.compaction().hints().contains(BlockMeta.FROM_OUT_OF_ORDER))
        .mapToLong(BlockMeta::maxTimeMs)
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
