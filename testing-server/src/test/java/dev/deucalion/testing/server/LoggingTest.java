package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.SLF4JServiceProvider;

/** How a project logs that tests with this artifact is its own choice. */
class LoggingTest {
  @Test
  void noneOfTheArtifactsRegistersAProvider() {
    assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).isEmpty();
  }
}
