package dev.deucalion.scrape.discovery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.Mechanisms;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRefreshTest {
  private final DiscoveryContext context = Mechanisms.context();

  private HttpRefresh refresh(WebPeer peer) {
    return new HttpRefresh(
        new HttpDiscoveryOptions(peer.url("/sd"), 30_500, HttpClientOptions.DEFAULTS), context);
  }

  @Test
  void groupsCarryTheUrl() throws Exception {
    String body = "[{\"targets\":[\"a:1\",\"b:2\"],\"labels\":{\"x\":\"y\"}},{\"targets\":[]}]";
    try (WebPeer peer =
        WebPeer.start(request ->
            new Answer(200, Map.of("Content-Type", "application/json; charset=utf-8"), body))) {
      assertThat(Mechanisms.targets(refresh(peer).groups()))
          .containsExactly(
              "{__address__=a:1, __meta_url=" + peer.url("/sd") + ", x=y}",
              "{__address__=b:2, __meta_url=" + peer.url("/sd") + ", x=y}");
      WebPeer.Request request = peer.requests().getFirst();
      assertThat(request.header("Accept")).isEqualTo("application/json");
      assertThat(request.header("X-prometheus-refresh-interval-seconds")).isEqualTo("30.5");
      assertThat(request.header("User-agent")).isEqualTo("agent");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500,application/json,[],server returned HTTP status 500 Internal Server Error",
    "200,text/plain,[],unsupported content type \"text/plain\"",
    "200,application/json,[null],nil target group item found",
    "200,application/json,'[{\"target\":[]}]','json: unknown field \"target\"'",
    "200,application/json,'[{\"Targets\":[1]}]',cannot read a target group: targets are not texts",
    "200,application/json,'[{\"labels\":{\"a\":true}}]',cannot read a target group: labels are not"
        + " texts",
    "200,application/json,{},cannot read target groups: not a list",
  })
  void otherAnswersAreRefusedAndCounted(int code, String type, String body, String message)
      throws Exception {
    try (WebPeer peer =
        WebPeer.start(request -> new Answer(code, Map.of("Content-Type", type), body))) {
      HttpRefresh refresh = refresh(peer);
      assertThatThrownBy(refresh::groups).hasMessage(message);
      assertThat(HttpRefresh.failures(context.metrics()).sum()).isEqualTo(1);
    }
  }
}
