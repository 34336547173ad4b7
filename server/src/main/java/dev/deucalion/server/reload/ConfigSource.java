package dev.deucalion.server.reload;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ServerConfig;

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
}
