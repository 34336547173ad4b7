package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.flags.Usage;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The page of flags is what the program says of them. */
class FlagsPageTest {
  @Test
  void hasEveryFlag() throws Exception {
    String page = Files.readString(Project.root().resolve("docs/operating/flags.md"));
    assertThat(page.substring(page.indexOf("| Flag |")))
        .as("docs/operating/flags.md ends with what --write-documentation prints")
        .isEqualTo(Usage.markdown());
  }
}
