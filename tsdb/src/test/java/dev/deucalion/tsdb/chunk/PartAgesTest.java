package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartAgesTest {
  @Test
  void partsGoFromTheOldestOnAsLongAsAllTheirChunksAreOld() {
    PartAges ages = new PartAges();
    ages.add(1, 100);
    ages.add(1, 50);
    ages.add(2, 300);
    ages.add(3, 200);
    ages.add(4, 400);
    assertThat(ages.dropBefore(100, 4)).isEqualTo(1);
    assertThat(ages.dropBefore(250, 4)).isEqualTo(2);
    assertThat(ages.dropBefore(301, 4)).isEqualTo(4);
    assertThat(ages.dropBefore(1_000, 4)).isEqualTo(4);
    ages.add(5, 500);
    ages.forgetFrom(5);
    assertThat(ages.dropBefore(1_000, 5)).isEqualTo(5);
  }

  @Test
  void partThatIsNeededStays() {
    PartAges ages = new PartAges();
    ages.add(1, 100);
    ages.add(2, 100);
    assertThat(ages.dropBefore(1_000, 2)).isEqualTo(2);
    assertThat(ages.dropBefore(1_000, 2)).isEqualTo(2);
  }

  @Test
  void memoryOfOldChunksIsLetGoOf() {
    MemoryChunks chunks = new MemoryChunks();
    byte[] bytes = new byte[1_000];
    long[] refs = new long[1_000];
    for (int i = 0; i < refs.length; i++) {
      bytes[2] = (byte) i;
      refs[i] = chunks.add(1, i, i, ChunkEncoding.XOR.code(), bytes, 0, bytes.length);
    }
    chunks.dropBefore(700, Long.MAX_VALUE);
    ChunkData read = new ChunkData();
    for (int i = 700; i < refs.length; i++) {
      chunks.read(refs[i], read);
      assertThat(read.minTimeMs).isEqualTo(i);
      assertThat(read.bytes[read.from + 2]).isEqualTo((byte) i);
    }
  }
}
