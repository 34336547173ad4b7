package dev.deucalion.server.config.yaml;

/**
 * One fault of a file.
 *
 * @param line from 1
 * @param column from 1
 * @param message in Prometheus' words where it has any
 */
public record Problem(String file, int line, int column, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
