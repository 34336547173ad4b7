package dev.deucalion.server.reload;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * What the program does where nobody configured it: it scrapes itself.
 *
 * @param port where the program listens, asked at each reading
 * @param routePrefix of its paths
 */
public record BuiltInConfig(ConfigReader reader, IntSupplier port, String routePrefix)
    implements ConfigSource {
  @Override
  public String name() {
    return "built-in";
  }

  @Override
  public ServerConfig read() throws ConfigException {
    String metricsPath = (routePrefix.equals("/") ? "" : routePrefix) + "/metrics";
    String yaml =
        """
        global:
          scrape_interval: 15s
          evaluation_interval: 15s
        scrape_configs:
          - job_name: prometheus
            metrics_path: %s
            static_configs:
              - targets: ["localhost:%s"]
        """
            .formatted(metricsPath, port.getAsInt());
    return reader.read(yaml, name(), Path.of(""));
  }

  /** It never changes. */
  @Override
  public String fingerprint() {
    return name();
  }
}
