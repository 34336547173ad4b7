package dev.deucalion.scrape.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(FileGlob.matches("[\\]x-z]", "]")).isTrue();
    assertThat(FileGlob.matches("[\\]x-z]", "y")).isTrue();
    assertThat(FileGlob.matches("[\\]x-z]", "-")).isFalse();
  }

  @Test
  void eachPartOfAPathMayBeAPattern(@TempDir Path dir) throws IOException {
    for (String file : List.of("b/1.yml", "a/2.yml", "a/1.yml", "a/1.txt", "c", ".d/3.yml")) {
      Files.createDirectories(dir.resolve(file).getParent());
      Files.writeString(dir.resolve(file), "");
    }
    assertThat(found(dir, "*/*.yml")).containsExactly(".d/3.yml", "a/1.yml", "a/2.yml", "b/1.yml");
    assertThat(found(dir, "[ab]/1.yml")).containsExactly("a/1.yml", "b/1.yml");
    assertThat(found(dir, "?/1.*")).containsExactly("a/1.txt", "a/1.yml", "b/1.yml");
    assertThat(found(dir, "../*/b/\\1.yml")).containsExactly("b/1.yml");
    assertThat(found(dir, "none/*")).isEmpty();
    assertThat(found(dir, "*/none/*")).isEmpty();
    assertThat(found(dir, "[")).isEmpty();
    assertThat(found(dir, "[a")).isEmpty();
    assertThat(found(dir, "[/]")).isEmpty();
    assertThat(FileGlob.list("a\0b")).isEmpty();
  }

  private static List<String> found(Path dir, String pattern) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path path : FileGlob.list(dir + "/" + pattern)) {
      names.add(dir.toRealPath().relativize(path.toRealPath()).toString());
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a[", "[]", "[]a]", "[a-]", "[-a]", "[^]", "x\\", "[\\]", "[a-b"})
  void patternsThatAreNone(String pattern) {
    assertThat(FileGlob.isValid(pattern)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a/?", "[a-z0]*", "[^a]", "\\[", "[\\]]", "]"})
  void patternsThatAre(String pattern) {
    assertThat(FileGlob.isValid(pattern)).isTrue();
  }
}
