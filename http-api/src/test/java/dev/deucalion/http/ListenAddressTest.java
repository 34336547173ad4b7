package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:9090, 0.0.0.0, 9090",
    ":65535, 0.0.0.0, 65535",
    ":, 0.0.0.0, 0",
    ":+80, 0.0.0.0, 80",
    "[::1]:0, 0:0:0:0:0:0:0:1, 0",
  })
  void isRead(String text, String host, int port) throws IOException {
    assertThat(ListenAddress.parse(text).getAddress().getHostAddress()).isEqualTo(host);
    assertThat(ListenAddress.parse(text).getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, address foo: missing port in address",
    "::1:9090, address ::1:9090: too many colons in address",
    ":99999, address 99999: invalid port",
    ":100000000000, address 100000000000: invalid port",
    ":-1, address -1: invalid port",
    ":abc, lookup tcp/abc: unknown port",
    ":-, lookup tcp/-: unknown port",
    "not a host:1, lookup not a host: no such host",
  })
  void isRefusedInTheWordsOfPrometheus(String text, String reason) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IOException.class)
        .hasMessage("listen tcp: " + reason);
  }
}
