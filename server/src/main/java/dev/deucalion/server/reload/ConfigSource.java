package dev.deucalion.server.reload;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ServerConfig;
import java.io.IOException;

/** Where the configuration comes from. */
public interface ConfigSource {
  /** How the log names it. */
  String name();

  /**
   * Reads it anew.
   *
   * @throws ConfigException when it cannot be used
   */
  ServerConfig read() throws ConfigException;

  /**
   * Stands for what would be read now: it changes with what is in the files that the configuration
   * consists of, and with which files these are.
   *
   * @throws IOException when one of them cannot be read
   */
  String fingerprint() throws IOException;
}
