package dev.deucalion.model.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsHashTest {
  @ParameterizedTest
  @CsvSource({
    "'', ef46db3751d8e999",
    "a, d24ec4f1a98c6e5b",
    "abc, 44bc2cf5ad770999",
    "The quick brown fox jumps over the lazy dog, 0b242d361fda71bc",
  })
  void agreesWithPublishedValues(String text, String hex) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Long.toHexString(XxHash64.hash(bytes, 0, bytes.length, 0)))
        .isEqualTo(Long.toHexString(Long.parseUnsignedLong(hex, 16)));
  }

  @Test
  void coversNamesAndValuesWithSeparators() {
    byte[] bytes = "a\u00ffb\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(LabelsHash.of(Labels.of("a", "b"))).isEqualTo(XxHash64.hash(bytes, 0, 4, 0));
  }
}
