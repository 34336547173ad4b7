package dev.deucalion.tsdb.life;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.SimulatedFiles;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalConsumer;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which refs a log gives to which series. One that left the head and came back has another ref, and
 * what has that is lost with the record that says whose it is.
 */
final class NamedSeries implements WalConsumer {
  private record Name(long ref, Labels labels) {}

  private final Set<Name> names = new HashSet<>();

  private NamedSeries() {}

  /**
   * The series of which the rest of a segment gives a ref that nothing before it gives.
   *
   * @param good the log
   * @param cut the same, with the segment ending where the rest began
   */
  static Set<Labels> namedByTheRestOf(Path segment, SimulatedFiles good, SimulatedFiles cut)
      throws IOException {
    Set<Name> lost = upTo(segment, good);
    lost.removeAll(upTo(segment, cut));
    Set<Labels> series = new HashSet<>();
    lost.forEach(name -> series.add(name.labels));
    return series;
  }

  private static Set<Name> upTo(Path segment, SimulatedFiles files) throws IOException {
    SimulatedFiles first = files.afterKill();
    Path log = Objects.requireNonNull(segment.getParent());
    for (Path file : first.paths()) {
      if (log.equals(file.getParent()) && file.compareTo(segment) > 0) {
        first.delete(file);
      }
    }
    NamedSeries named = new NamedSeries();
    WalReplay.run(first, log, named, new ReplayProgress());
    return named.names;
  }

  @Override
  public void series(long ref, Labels labels) {
    names.add(new Name(ref, labels));
  }

  @Override
  public void sample(long ref, long timeMs, long valueBits) {}

  @Override
  public void endRecord() {}
}
