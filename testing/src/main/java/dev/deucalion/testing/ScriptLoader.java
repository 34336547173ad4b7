package dev.deucalion.testing;

import dev.deucalion.promql.testkit.LoadedSample;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptCommand;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Stores what scripts in the language of {@code promqltest} load. */
final class ScriptLoader {
  private final Appendable store;

  ScriptLoader(Appendable store) {
    this.store = store;
  }

  /**
   * Stores all samples at once.
   *
   * @param zeroMs time 0 of the script, in milliseconds since the epoch
   * @throws IllegalArgumentException when the script has other commands, or a sample is refused
   */
  void load(String script, long zeroMs) {
    for (ScriptCommand command : PromqlScript.parse("load", script).commands()) {
      if (!(command instanceof ScriptCommand.Load load)) {
        throw new IllegalArgumentException("line " + command.line() + " loads nothing");
      }
      store(LoadedSample.of(load), zeroMs);
    }
  }

  private void store(List<LoadedSample> samples, long zeroMs) {
    try (Appender batch = store.appender()) {
      for (LoadedSample sample : samples) {
        long ref = batch.seriesRef(sample.labels());
        long timeMs = zeroMs + sample.timeMs();
        AppendResult result =
            sample.histogram() == null
                ? batch.append(ref, timeMs, sample.value())
                : batch.append(ref, timeMs, sample.histogram());
        if (result != AppendResult.APPENDED) {
          throw new IllegalArgumentException(sample.labels() + " was refused: " + result);
        }
      }
      batch.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
