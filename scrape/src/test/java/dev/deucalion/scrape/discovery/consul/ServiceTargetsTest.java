package dev.deucalion.scrape.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTargetsTest {
  @ParameterizedTest
  @CsvSource({
    "'[]',passing",
    "'[{\"Status\":\"passing\"},{\"Status\":\"critical\"},{\"Status\":\"warning\"}]',critical",
    "'[{\"Status\":\"critical\"},{\"CheckID\":\"_node_maintenance\",\"Status\":\"critical\"}]',"
        + "maintenance",
    "'[{\"CheckID\":\"_service_maintenance:x\",\"Status\":\"critical\"}]',maintenance",
  })
  void theWorstCheckDecides(String checks, String health) throws DiscoveryException {
    JsonValue value = JsonValue.parse(checks.getBytes(StandardCharsets.UTF_8));
    assertThat(ServiceTargets.health(value)).isEqualTo(health);
  }
}
