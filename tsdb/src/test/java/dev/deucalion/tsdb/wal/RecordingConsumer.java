package dev.deucalion.tsdb.wal;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import java.util.ArrayList;
import java.util.List;

/** Notes what it is given, a line each. */
class RecordingConsumer implements WalConsumer {
  private final List<String> seen = new ArrayList<>();

  List<String> seen() {
    return seen;
  }

  @Override
  public void series(long ref, Labels labels) {
    seen.add("series " + ref + " " + labels);
  }

  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    seen.add("sample " + ref + " " + timeMs + " " + Double.longBitsToDouble(valueBits));
  }

  @Override
  public void histogram(long ref, long timeMs, Histogram histogram) {
    seen.add("histogram " + ref + " " + timeMs + " " + histogram);
  }

  @Override
  public void exemplar(long ref, Exemplar exemplar) {
    seen.add("exemplar " + ref + " " + exemplar);
  }

  @Override
  public void metadata(long ref, Metadata metadata) {
    seen.add("metadata " + ref + " " + metadata);
  }

  @Override
  public void tombstone(long ref, long minTimeMs, long maxTimeMs) {
    seen.add("tombstone " + ref + " " + minTimeMs + " " + maxTimeMs);
  }

  @Override
  public void chunkMarker(long ref, long chunkRef) {
    seen.add("marker " + ref + " " + chunkRef);
  }

  @Override
  public void endRecord() {
    seen.add("end");
  }
}
