package dev.deucalion.tsdb.restart;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import java.io.IOException;

/** Gets what a restart file has: all series, then records. */
public interface RestartConsumer {
  /** A series without samples. */
  void noSamples(long logRef, Labels labels) throws IOException;

  /** A series whose samples are all in full chunks, with its last one. */
  void allFull(long logRef, Labels labels, long lastTimeMs, long lastValueBits) throws IOException;

  /** A series with an open chunk of floats; what is in the object is good for this call. */
  void openFloats(long logRef, Labels labels, OpenFloats open) throws IOException;

  /** A series with an open chunk of histograms, which is good for this call. */
  void openHistograms(long logRef, Labels labels, ChunkData chunk) throws IOException;

  /** A record as the log has it. */
  void record(byte[] bytes, int from, int length) throws IOException;
}
