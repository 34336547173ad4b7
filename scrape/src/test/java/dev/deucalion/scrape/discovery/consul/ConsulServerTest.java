package dev.deucalion.scrape.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsulServerTest {
  private static ConsulServer server(String server, String scheme, String prefix)
      throws DiscoveryException {
    return ConsulServer.of(
        new ConsulDiscoveryOptions(
            server,
            scheme,
            prefix,
            null,
            "",
            "",
            "",
            ",",
            true,
            1,
            List.of(),
            List.of(),
            Map.of(),
            "",
            "",
            HttpClientOptions.DEFAULTS));
  }

  @ParameterizedTest
  @CsvSource({
    "consul:8500,http,'',http://consul:8500",
    "consul:8500,https,/a,https://consul:8500/a",
    "consul:8500,http,a,http://consul:8500/a",
    "http://consul:8500,http,'',http://consul:8500",
    "http://consul:8500,https,'',https://consul:8500",
    "https://consul,http,/a,https://consul/a",
    "https://consul/b,http,/a,https://consul/b",
  })
  void theServerMayNameASchemeAndAPath(String server, String scheme, String prefix, String url)
      throws Exception {
    assertThat(server(server, scheme, prefix)).isEqualTo(new ConsulServer(url, ""));
  }

  @Test
  void theServerMayBeASocketInTheFileSystem() throws Exception {
    assertThat(server("unix:///run/consul", "http", ""))
        .isEqualTo(new ConsulServer("http://localhost", "/run/consul"));
    assertThatThrownBy(() -> server("ftp://consul", "http", ""))
        .hasMessage("Unknown protocol scheme: ftp");
  }
}
