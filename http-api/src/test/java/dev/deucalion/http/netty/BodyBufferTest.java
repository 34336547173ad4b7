package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyBufferTest {
  @Test
  void aBodyOfTheLengthThatItSaysIsNotCopied() {
    BodyBuffer body = new BodyBuffer(100);
    body.add(Unpooled.wrappedBuffer(new byte[30]));
    body.add(Unpooled.wrappedBuffer(new byte[70]));
    assertThat(body.toArray()).hasSize(100).isSameAs(body.toArray());
  }

  @Test
  void aBodyThatIsCutOffHasWhatCame() {
    BodyBuffer body = new BodyBuffer(32 << 20);
    assertThat(body.toArray()).isEmpty();
    body.add(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
    assertThat(body.toArray()).containsExactly(1, 2, 3);
  }

  @Test
  void anyPiecesAreKeptInOrderWhateverTheBodySays() {
    long seed = 3;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] all = new byte[random.nextInt(300_000)];
      random.nextBytes(all);
      int declared = random.nextBoolean() ? all.length : random.nextInt(400_000);
      BodyBuffer body = new BodyBuffer(random.nextInt(4) == 0 ? 0 : declared);
      for (int at = 0; at < all.length; ) {
        int length = Math.min(1 + random.nextInt(40_000), all.length - at);
        body.add(Unpooled.wrappedBuffer(all, at, length));
        at += length;
        assertThat(body.size()).isEqualTo(at);
      }
      assertThat(Arrays.equals(body.toArray(), all)).as("seed %s, round %s", seed, round).isTrue();
    }
  }
}
