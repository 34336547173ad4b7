package dev.deucalion.tsdb.agent;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalConsumer;
import dev.deucalion.tsdb.wal.WalReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a reader of an agent's log gets to know, by the names of series. */
final class LogContent implements WalConsumer {
  private final Map<Long, String> names = new HashMap<>();
  private final List<String> samples = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private int unknown;

  /** Reads the log of a data directory that no store holds. */
  static LogContent of(Path dir) throws IOException {
    LogContent content = new LogContent();
    WalReplay.run(FileOps.SYSTEM, AgentStore.walDir(dir), content, new ReplayProgress());
    return content;
  }

  /** Samples as {@code name@time=value}, in the order of the log. */
  List<String> samples() {
    return samples;
  }

  /** Histograms, exemplars and metadata. */
  List<String> others() {
    return others;
  }

  /** Number of refs that name a series. */
  int refs() {
    return names.size();
  }

  /** Entries whose ref the log does not explain. */
  int unknown() {
    return unknown;
  }

  private String name(long ref) {
    String name = names.get(ref);
    if (name == null) {
      unknown++;
      return "?";
    }
    return name;
  }

  @Override
  public void series(long ref, Labels labels) {
    names.put(ref, labels.get("__name__"));
  }

  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    samples.add(name(ref) + "@" + timeMs + "=" + Double.longBitsToDouble(valueBits));
  }

  @Override
  public void histogram(long ref, long timeMs, Histogram histogram) {
    others.add(name(ref) + "@" + timeMs + "=histogram of " + histogram.sum());
  }

  @Override
  public void exemplar(long ref, Exemplar exemplar) {
    others.add(name(ref) + " exemplar " + exemplar.value());
  }

  @Override
  public void metadata(long ref, Metadata metadata) {
    others.add(name(ref) + " " + metadata.help());
  }

  @Override
  public void endRecord() {}
}
