package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectMemoryTest {
  @Test
  void isAQuarterOfTheHeapWithinBounds() {
    assertThat(DirectMemory.limitBytes(40L << 20)).isEqualTo(16L << 20);
    assertThat(DirectMemory.limitBytes(400L << 20)).isEqualTo(100L << 20);
    assertThat(DirectMemory.limitBytes(4L << 30)).isEqualTo(512L << 20);
  }
}
