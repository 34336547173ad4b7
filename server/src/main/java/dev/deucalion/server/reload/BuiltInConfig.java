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
 * @param intervalSeconds from scrape to scrape
 */
public record BuiltInConfig(
    ConfigReader reader, IntSupplier port, String routePrefix, int intervalSeconds)
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
          scrape_interval: %1$ds
          evaluation_interval: %1$ds
        scrape_configs:
          - job_name: prometheus
            metrics_path: %2$s
            static_configs:
              - targets: ["localhost:%3$d"]
        """
            .formatted(intervalSeconds, metricsPath, port.getAsInt());
    return reader.read(yaml, name(), Path.of(""));
  }
}
