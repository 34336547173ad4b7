package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;

class ServerNamesTest {
  @Test
  void namesAreSentWithoutTheDotOfTheRoot() {
    assertThat(ServerNames.of("api.test")).containsExactly(new SNIHostName("api.test"));
    assertThat(ServerNames.of("api.test.")).containsExactly(new SNIHostName("api.test"));
    assertThat(ServerNames.of("exporter")).containsExactly(new SNIHostName("exporter"));
  }

  @Test
  void addressesAndWhatJavaDoesNotSendAreNot() {
    assertThat(ServerNames.of("127.0.0.1")).isEmpty();
    assertThat(ServerNames.of("::1")).isEmpty();
    assertThat(ServerNames.of("my_api")).isEmpty();
    assertThat(ServerNames.of("")).isEmpty();
  }
}
