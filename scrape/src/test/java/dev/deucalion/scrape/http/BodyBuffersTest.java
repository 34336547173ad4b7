package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBuffersTest {
  private static final int BYTES = 1 << 16;

  private final BodyBuffers buffers = new BodyBuffers(1 << 24);

  @Test
  void lendsWhatCameBack() throws FetchException {
    byte[] buffer = buffers.borrow(BYTES);
    buffers.giveBack(buffer);

    assertThat(buffers.borrow(BYTES - 1)).isSameAs(buffer);
    assertThat(buffers.lentBytes()).isEqualTo(BYTES);
    assertThat(buffers.keptBytes()).isZero();
  }

  @Test
  void buffersAreLittleLargerThanWhatIsAskedFor() throws FetchException {
    BodyBuffers roomy = new BodyBuffers(1L << 31);
    for (int bytes = 1; bytes < 1 << 23; bytes += 1 + bytes / 7) {
      byte[] buffer = roomy.borrow(bytes);
      assertThat(buffer.length).isBetween(bytes, Math.max(1 << 14, bytes + bytes / 4));
      roomy.giveBack(buffer);
      assertThat(roomy.borrow(bytes)).isSameAs(buffer);
      roomy.giveBack(buffer);
      assertThat(roomy.lentBytes()).isZero();
    }
  }

  @Test
  void refusesWhatTheBudgetDoesNotAllow() throws FetchException {
    buffers.borrow(1 << 24);

    assertThatThrownBy(() -> buffers.borrow(1))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("no memory for a body");
  }

  @Test
  void letsGoOfBuffersThatOnlyOneRushNeeded() throws FetchException {
    borrowAndGiveBack(20);
    assertThat(buffers.keptBytes()).isEqualTo(20 * BYTES);

    for (int i = 0; i < 5_000; i++) {
      borrowAndGiveBack(2);
    }
    assertThat(buffers.keptBytes()).isEqualTo(2 * BYTES);
    assertThat(buffers.lentBytes()).isZero();
  }

  @Test
  void keepsNothingThatABodyHasOutgrown() throws FetchException {
    try (Body body = new Body(buffers, 1 << 24, false)) {
      for (int i = 0; i < 100; i++) {
        body.append(new byte[BYTES / 16], 0, BYTES / 16);
      }
      assertThat(buffers.lentBytes()).isEqualTo(body.bytes().length);
      assertThat(buffers.keptBytes()).isZero();
    }
    assertThat(buffers.lentBytes()).isZero();
    assertThat(buffers.keptBytes()).isBetween(100 * BYTES / 16L, 200 * BYTES / 16L);
  }

  private void borrowAndGiveBack(int count) throws FetchException {
    List<byte[]> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lent.add(buffers.borrow(BYTES));
    }
    lent.forEach(buffers::giveBack);
  }
}
