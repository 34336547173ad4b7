package dev.deucalion.scrape.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileGlobTest {
  @Test
  void patternsAreThoseOfGo() {
    assertThat(FileGlob.matches("*.json", "a.json")).isTrue();
    assertThat(FileGlob.matches("*.json", "a.json~")).isFalse();
    assertThat(FileGlob.matches("a?[b-d]*", "axc")).isTrue();
    assertThat(FileGlob.matches("a?[^b-d]*", "axc")).isFalse();
    assertThat(FileGlob.matches("\\*", "*")).isTrue();
    assertThat(FileGlob.matches("a*b*c", "aXbYbZc")).isTrue();
    assertThat(FileGlob.matches("[", "[")).isFalse();
  }
}
