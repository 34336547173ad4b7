package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurningResolverTest {
  @Test
  void addressesComeFirstInTurn() throws UnknownHostException {
    InetAddress[] addresses = {
      InetAddress.ofLiteral("10.0.0.2"),
      InetAddress.ofLiteral("10.0.0.1"),
      InetAddress.ofLiteral("10.0.0.3")
    };
    TurningResolver resolver = new TurningResolver(host -> addresses);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      InetAddress[] turned = resolver.resolve("host");
      assertThat(turned).containsExactlyInAnyOrder(addresses);
      first.add(turned[0].getHostAddress());
    }
    assertThat(first).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.1");
  }
}
