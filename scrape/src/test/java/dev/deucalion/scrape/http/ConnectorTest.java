package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that have several addresses. */
class ConnectorTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({"10,1,10", "10,2,5", "9,3,3", "5,4,2", "3,2,2", "1,2,1"})
  void addressesShareTheTimeThatIsLeft(long leftSeconds, int addresses, long shareSeconds) {
    assertThat(Connector.shareNanos(leftSeconds * SECOND, addresses))
        .isEqualTo(shareSeconds * SECOND);
  }

  @Test
  void anAddressThatDoesNotAnswerIsPassedOver() throws Exception {
    InetAddress dead = InetAddress.ofLiteral("127.0.0.2");
    try (WebPeer peer = WebPeer.start(request -> Answer.json("{}"));
        ServerSocket full = new ServerSocket()) {
      int port = Integer.parseInt(peer.address().split(":", 2)[1]);
      full.bind(new InetSocketAddress(dead, port), 1);
      List<SocketChannel> queue = fill(full);
      // So many that the dead one gets the two seconds of the twenty that each may take.
      InetAddress[] addresses = new InetAddress[10];
      Arrays.fill(addresses, InetAddress.getLoopbackAddress());
      addresses[0] = dead;
      HttpResources resources = new HttpResources(1 << 20, "agent", Map.of(), host -> addresses);
      try (HttpCaller caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS)) {
        HttpRequest request = HttpRequest.get("http://two.test:" + port + "/");
        assertThat(caller.call(request, 20_000).code()).isEqualTo(200);
      } finally {
        for (SocketChannel waiting : queue) {
          waiting.close();
        }
      }
    }
  }

  /** Connections that nobody accepts, more than the server lets wait: further ones hang. */
  private static List<SocketChannel> fill(ServerSocket server) throws Exception {
    List<SocketChannel> queue = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      SocketChannel channel = SocketChannel.open();
      queue.add(channel);
      channel.configureBlocking(false);
      channel.connect(server.getLocalSocketAddress());
    }
    return queue;
  }
}
