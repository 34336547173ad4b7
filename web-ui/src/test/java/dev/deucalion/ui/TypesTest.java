package dev.deucalion.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources keep the types that they state, by TypeScript's own checker. */
@Tag("interop")
class TypesTest {
  private static final String CHECKER =
      "tools/META-INF/resources/webjars/typescript/6.0.3/lib/tsc.js";

  @Test
  void typesFit(@TempDir Path directory) throws IOException, InterruptedException {
    Path sources = Node.module().resolve("src");
    Path config =
        Files.writeString(
            directory.resolve("tsconfig.json"),
            """
            {
              "extends": "%s/main/ts/tsconfig.json",
              "compilerOptions": {
                "paths": {"*": ["%s/stage/node_modules/*"]},
                "typeRoots": []
              },
              "include": ["%s/main/ts/**/*"]
            }
            """
                .formatted(sources, Node.npm(), sources));
    Node.run(directory, List.of(Node.npm().resolve(CHECKER).toString(), "-p", config.toString()));
  }
}
