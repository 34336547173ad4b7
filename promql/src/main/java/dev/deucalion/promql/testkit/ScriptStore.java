package dev.deucalion.promql.testkit;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where scripts load their samples: what {@link ScriptEvaluator} evaluates over. {@link
 * TsdbScriptStore} is one in memory.
 */
public interface ScriptStore extends Closeable {
  /** Forgets all samples. Called before a script and by its command {@code clear}. */
  void clear() throws IOException;

  /**
   * Adds the samples of a command.
   *
   * @return what went wrong, or the empty text
   */
  String load(ScriptCommand.Load load) throws IOException;
}
