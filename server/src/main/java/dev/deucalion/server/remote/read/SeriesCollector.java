package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the series of an answer, without labels that were only asked for. For one thread. */
final class SeriesCollector {
  private static final int NAME = 1 << 3 | WireType.LEN;
  private static final int VALUE = 2 << 3 | WireType.LEN;

  /** Of a series, its entry in the map and its list of chunks. */
  private static final int SERIES_BYTES = 128;

  /** Of a chunk, without its data. */
  private static final int CHUNK_BYTES = 56;

  private final Set<String> leftOut;
  private final AnswerMemory memory;
  private final Map<Labels, RemoteSeries> series = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param leftOut names of labels that series do not get
   * @param memory counts what series take
   */
  SeriesCollector(Set<String> leftOut, AnswerMemory memory) {
    this.leftOut = leftOut;
    this.memory = memory;
  }

  AnswerMemory memory() {
    return memory;
  }

  /** Reads the message {@code Label} into a builder. */
  void readLabel(WireReader in, LabelsBuilder into) throws WireException {
    String name = "";
    String value = "";
    int outer = in.enter();
    while (in.next()) {
      switch (in.tag()) {
        case NAME -> name = in.readString();
        case VALUE -> value = in.readString();
        default -> in.skip();
      }
    }
    in.leave(outer);
    if (!leftOut.contains(name)) {
      into.set(name, value);
    }
  }

  /** The series of these labels, to be added to. */
  RemoteSeries series(LabelsBuilder labels) {
    return series.computeIfAbsent(
        labels.build(),
        name -> {
          memory.hold(SERIES_BYTES + name.heapBytes());
          return RemoteSeries.of(name);
        });
  }

  /** Adds a chunk to a series; whoever made its data counted that. */
  void add(RemoteSeries to, RemoteSeries.Chunk chunk) {
    memory.hold(CHUNK_BYTES);
    to.chunks().add(chunk);
  }

  /** All series; in the order of their labels, if wanted. */
  List<RemoteSeries> all(boolean sorted) {
    List<RemoteSeries> all = new ArrayList<>(series.values());
    if (sorted) {
      all.sort((a, b) -> a.labels().compareTo(b.labels()));
    }
    return all;
  }
}
