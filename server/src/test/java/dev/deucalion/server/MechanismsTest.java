package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import org.junit.jupiter.api.Test;

class MechanismsTest {
  @Test
  void noneIsLeftOut() {
    assertThat(Mechanisms.all().names()).isEqualTo(DiscoveryMechanisms.installed().names());
  }
}
