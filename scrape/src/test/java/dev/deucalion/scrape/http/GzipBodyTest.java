package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {
  private final HttpResources resources =
      new HttpResources(1 << 22, "agent", Map.of(), Resolver.SYSTEM);

  private static byte[] gzip(byte[]... members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(member);
      }
    }
    return out.toByteArray();
  }

  private byte[] fetch(byte[] compressed, long limitBytes) throws Exception {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + compressed.length
            + "\r\n\r\n";
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(head.getBytes(UTF_8));
    response.writeBytes(compressed);
    try (RawPeer peer = RawPeer.always(response.toByteArray());
        TargetClient client =
            new TargetClient(
                new Connector(resources, HttpClientOptions.DEFAULTS), peer.url(), Map.of());
        Body body = resources.newBody(limitBytes)) {
      client.fetch(20_000, body);
      return body.toByteArray();
    }
  }

  @Test
  void decompressesWhatRandomBodiesAndTheirMembersWere() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      byte[] first = new byte[random.nextInt(200_000)];
      random.nextBytes(first);
      byte[] second = new byte[random.nextInt(100_000)];
      byte[] all = Arrays.copyOf(first, first.length + second.length);
      assertThat(fetch(gzip(first, second), 0)).as("seed %d", seed).isEqualTo(all);
    }
  }

  @Test
  void stopsABombAtTheLimit() throws Exception {
    byte[] bomb = gzip(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> fetch(bomb, 100_000)).hasMessage("body size limit exceeded");
    assertThatThrownBy(() -> fetch(bomb, 0))
        .hasMessage("body is larger than 4194304 bytes, the most that is taken of any target");
    assertThat(resources.buffers().lentBytes()).isZero();
  }

  @Test
  void everyCutFails() throws Exception {
    byte[] whole = gzip("a 1\nb 2\n".getBytes(UTF_8));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> fetch(cut, 0))
          .as("cut to %d bytes", length)
          .isInstanceOf(FetchException.class)
          .hasMessageMatching(length == 0 ? "EOF" : "unexpected EOF");
    }
  }

  @Test
  void everyFlippedByteFailsOrChangesNothing() throws Exception {
    byte[] plain = "a 1\nb 2\n".getBytes(UTF_8);
    byte[] whole = gzip(plain);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x55;
      try {
        assertThat(fetch(flipped, 0)).as("byte %d", i).isEqualTo(plain);
      } catch (FetchException e) {
        assertThat(e.getMessage()).as("byte %d", i).isNotEmpty();
      }
    }
  }
}
