package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalUrlTest {
  @ParameterizedTest
  @CsvSource({
    "'', :9090, http://host:9090",
    "'', [::1]:9090, http://host:9090",
    "'', ':', http://host:",
    "http://a.example/x/, foo, http://a.example/x",
    "http://[::1]:80/, foo, http://[::1]:80",
    "/prefix/, foo, /prefix",
  })
  void isWorkedOut(String given, String listenAddress, String url) {
    assertThat(ExternalUrl.compute(given, listenAddress, "host")).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "~~, foo, address foo: missing port in address",
        "~~, ::1:9090, address ::1:9090: too many colons in address",
        "~~, :abc, parse \"http://host:abc/\": invalid port \":abc\" after host",
        "~~, :-1, parse \"http://host:-1/\": invalid port \":-1\" after host",
        "http://a:b/, :1, parse \"http://a:b/\": invalid port \":b\" after host",
      })
  void isRefusedInTheWordsOfPrometheus(String given, String listenAddress, String reason) {
    assertThatThrownBy(() -> ExternalUrl.compute(given, listenAddress, "host"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parse external URL \"" + given + "\": " + reason);
  }
}
