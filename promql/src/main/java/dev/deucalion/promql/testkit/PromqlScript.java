package dev.deucalion.promql.testkit;

import java.util.List;

/**
 * A script: commands in order.
 *
 * @param name how messages call it, such as the name of its file
 */
public record PromqlScript(String name, List<ScriptCommand> commands) {
  /** Copies the list. */
  public PromqlScript {
    commands = List.copyOf(commands);
  }

  /**
   * Reads a script. Queries are not looked into; a wrong one fails when it is run.
   *
   * @throws ScriptException at the first line that is not of the language
   */
  public static PromqlScript parse(String name, String text) {
    return new PromqlScript(name, new ScriptParser(name, text).commands());
  }
}
