package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZstdBodyTest {
  private static final Map<String, String> ASKED = Map.of("Accept-Encoding", "zstd,gzip;q=0.9");

  private final HttpResources resources =
      new HttpResources(1 << 22, "agent", Map.of(), Resolver.SYSTEM);

  private byte[] fetch(byte[] compressed, long limitBytes, Map<String, String> headers)
      throws Exception {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes("HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n".getBytes(UTF_8));
    answer.writeBytes(("Content-Length: " + compressed.length + "\r\n\r\n").getBytes(UTF_8));
    answer.writeBytes(compressed);
    Connector connector = new Connector(resources, HttpClientOptions.DEFAULTS);
    try (RawPeer peer = RawPeer.always(answer.toByteArray());
        TargetClient client = new TargetClient(connector, peer.url(), headers);
        Body body = resources.newBody(limitBytes)) {
      client.fetch(20_000, body);
      return body.toByteArray();
    }
  }

  private static byte[] streamed(byte[] plain, int windowLog) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
      zstd.setLong(windowLog);
      zstd.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void decompressesFramesOneAfterTheOther() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      byte[] all = new byte[random.nextInt(300_000) + 2];
      random.nextBytes(all);
      int cut = random.nextInt(all.length);
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      frames.writeBytes(Zstd.compress(Arrays.copyOf(all, cut)));
      frames.writeBytes(streamed(Arrays.copyOfRange(all, cut, all.length), 20));
      assertThat(fetch(frames.toByteArray(), 0, ASKED)).as("seed %d", seed).isEqualTo(all);
    }
  }

  @Test
  void stopsABombAtTheLimit() throws Exception {
    byte[] bomb = Zstd.compress(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> fetch(bomb, 100_000, ASKED)).hasMessage("body size limit exceeded");
    assertThatThrownBy(() -> fetch(bomb, 0, ASKED))
        .hasMessage("body is larger than 4194304 bytes, the most that is taken of any target");
    assertThat(resources.buffers().lentBytes()).isZero();
  }

  @Test
  void refusesAWindowThatTakesMoreMemoryThanATargetIsWorth() throws Exception {
    byte[] wide = streamed("a 1\n".repeat(1000).getBytes(UTF_8), 27);
    assertThatThrownBy(() -> fetch(wide, 0, ASKED))
        .isInstanceOf(FetchException.class)
        .hasMessageStartingWith("zstd: ");
  }

  @Test
  void everyCutFailsAndEveryFlippedByteDoesOrChangesNothing() throws Exception {
    byte[] plain = "a 1\nb 2\n".getBytes(UTF_8);
    byte[] whole = Zstd.compress(plain);
    for (int i = 1; i < whole.length; i++) {
      byte[] cut = Arrays.copyOf(whole, i);
      assertThatThrownBy(() -> fetch(cut, 0, ASKED))
          .as("cut to %d bytes", i)
          .isInstanceOf(FetchException.class);
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x55;
      try {
        fetch(flipped, 0, ASKED);
      } catch (FetchException e) {
        assertThat(e.getMessage()).as("byte %d", i).isNotEmpty();
      }
    }
  }

  @Test
  void everyCutOfALaterFrameFails() throws Exception {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(Zstd.compress("a 1\n".getBytes(UTF_8)));
    int first = frames.size();
    frames.writeBytes(Zstd.compress("b 2\nc 3\n".getBytes(UTF_8)));
    frames.writeBytes(streamed("d 4\ne 5\n".getBytes(UTF_8), 20));
    int second = first + Zstd.compress("b 2\nc 3\n".getBytes(UTF_8)).length;
    for (int length = first + 1; length < frames.size(); length++) {
      byte[] cut = Arrays.copyOf(frames.toByteArray(), length);
      if (length != second) {
        assertThatThrownBy(() -> fetch(cut, 0, ASKED))
            .as("cut to %d of %d bytes", length, frames.size())
            .hasMessage("unexpected EOF");
      }
    }
    assertThat(fetch(frames.toByteArray(), 0, ASKED))
        .asString(UTF_8)
        .isEqualTo("a 1\nb 2\nc 3\nd 4\ne 5\n");
  }

  @Test
  void whatWasNotAskedForIsRefused() {
    byte[] body = Zstd.compress("a 1\n".getBytes(UTF_8));
    assertThatThrownBy(() -> fetch(body, 0, Map.of("Accept-Encoding", "gzip")))
        .hasMessage("the answer is compressed with zstd, which was not asked for");
  }
}
