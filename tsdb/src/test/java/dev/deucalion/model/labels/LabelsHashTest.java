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

  @Test
  void isTheStableHashOfPrometheus() {
    assertThat(LabelsHash.of(Labels.EMPTY)).isEqualTo(0xef46db3751d8e999L);
    assertThat(LabelsHash.of(Labels.of("hello", "world"))).isEqualTo(0x347c8ee7a9e29708L);
    assertThat(LabelsHash.of(Labels.of("__name__", "metric", "label", "value")))
        .isEqualTo(0xcbab40540f26097dL);
  }

  @Test
  void takesCharactersOfAllLengths() {
    byte[] bytes = "é\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
    byte[] separated = new byte[bytes.length + 2 + "name".length()];
    byte[] name = "name".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(name, 0, separated, 0, name.length);
    separated[name.length] = (byte) 0xff;
    System.arraycopy(bytes, 0, separated, name.length + 1, bytes.length);
    separated[separated.length - 1] = (byte) 0xff;
    assertThat(LabelsHash.of(Labels.of("name", "é\u20ac\ud83d\ude00")))
        .isEqualTo(XxHash64.hash(separated, 0, separated.length, 0));
  }
}
