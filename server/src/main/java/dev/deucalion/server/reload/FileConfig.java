package dev.deucalion.server.reload;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;

/** The configuration in a file. */
public record FileConfig(String name, ConfigReader reader) implements ConfigSource {
  @Override
  public ServerConfig read() throws ConfigException {
    return reader.readFile(name).supported(name);
  }

  @Override
  public String fingerprint() throws IOException {
    return ConfigFiles.fingerprint(Path.of(name));
  }
}
