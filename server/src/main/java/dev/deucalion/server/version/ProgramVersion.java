package dev.deucalion.server.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program this is, as the build wrote it down.
 *
 * @param version of Deucalion
 * @param revision of the sources, {@code unknown} where the build did not know
 * @param date of the build, in ISO 8601
 */
public record ProgramVersion(String version, String revision, String date) {
  /**
   * The version of Prometheus whose behaviour is built here. The API reports it where clients, such
   * as Grafana, decide by it what the server can do.
   */
  public static final String PROMETHEUS_VERSION = "3.14.0";

  /** What the build says of this program. */
  public static ProgramVersion load() {
    Properties properties = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgramVersion(
        properties.getProperty("version", "unknown"),
        properties.getProperty("revision", "unknown"),
        properties.getProperty("date", "unknown"));
  }

  /** What {@code --version} prints. */
  public String describe() {
    return "deucalion, version "
        + version
        + " (revision: "
        + revision
        + ")\n  build date:       "
        + date
        + "\n  behaves as:       Prometheus "
        + PROMETHEUS_VERSION
        + "\n  java version:     "
        + Runtime.version()
        + "\n  platform:         "
        + System.getProperty("os.name")
        + "/"
        + System.getProperty("os.arch")
        + "\n";
  }
}
