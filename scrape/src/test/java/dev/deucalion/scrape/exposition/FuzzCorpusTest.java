package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has found to be of interest stays without a fault. */
class FuzzCorpusTest {
  @ParameterizedTest
  @EnumSource(ExpositionFormat.class)
  void everyInputEndsOrIsRefused(ExpositionFormat format) throws IOException {
    int entries = 0;
    for (byte[] input : FuzzCorpus.inputs(format)) {
      entries += ParserFuzz.walk(format, input);
    }
    assertThat(entries).isGreaterThan(50);
  }
}
