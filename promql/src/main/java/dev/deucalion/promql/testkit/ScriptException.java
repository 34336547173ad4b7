package dev.deucalion.promql.testkit;

/** A script that cannot be read. The message names the script and the line, from 1. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(String script, int line, String message) {
    super(script + ":" + line + ": " + message);
  }
}
