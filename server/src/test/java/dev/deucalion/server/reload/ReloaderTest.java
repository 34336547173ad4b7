package dev.deucalion.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a configuration that a part of the program cannot apply. */
class ReloaderTest {
  private final List<String> applied = new ArrayList<>();

  /** A configuration whose only external label changes with each reading. */
  private static final class Changing implements ConfigSource {
    private int reading;

    @Override
    public String name() {
      return "test.yml";
    }

    @Override
    public ServerConfig read() throws ConfigException {
      String text = "global: {external_labels: {reading: '" + reading++ + "'}}";
      return new ConfigReader(Retention.ofFlags(0, 0), _ -> null).read(text, name(), Path.of(""));
    }

    @Override
    public String fingerprint() {
      return String.valueOf(reading);
    }
  }

  private static String reading(ServerConfig config) {
    return config.global().externalLabels().get("reading");
  }

  private void fail(ServerConfig config) {
    applied.add("failing " + reading(config));
    if (reading(config).equals("2")) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void theOtherPartsGoOn() throws ConfigException {
    Changing source = new Changing();
    Reloader reloader =
        new Reloader(
            source,
            () -> 0,
            source.read(),
            List.of(this::fail, config -> applied.add("other " + reading(config))));
    assertThat(reloader.reload()).isNull();
    assertThat(reloader.reload())
        .isEqualTo(
            "one or more errors occurred while applying the new configuration"
                + " (--config.file=\"test.yml\")");
    assertThat(applied).containsExactly("failing 1", "other 1", "failing 2", "other 2");
    assertThat(reloader.state().successful()).isFalse();
    assertThat(reading(reloader.state().config())).isEqualTo("2");
    assertThat(reloader.reload()).isNull();
    assertThat(reloader.state().successful()).isTrue();
  }
}
