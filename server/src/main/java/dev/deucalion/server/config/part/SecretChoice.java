package dev.deucalion.server.config.part;

import dev.deucalion.scrape.options.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A secret that is given either directly or as a file. */
public final class SecretChoice {
  private SecretChoice() {}

  /**
   * The secret, null where there is none.
   *
   * @param text empty for none
   * @param file resolved, empty for none
   * @param conflict the problem when there are both
   */
  public static @Nullable Secret of(
      Reading reading, Node place, String text, String file, String conflict) {
    if (!text.isEmpty() && !file.isEmpty()) {
      reading.problems().at(place, conflict);
    }
    if (!text.isEmpty()) {
      return Secret.of(text);
    }
    return file.isEmpty() ? null : Secret.inFile(Path.of(file));
  }
}
