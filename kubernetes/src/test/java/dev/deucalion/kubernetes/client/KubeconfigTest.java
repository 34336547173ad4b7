package dev.deucalion.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.options.HttpAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Config",
        "contexts: null",
        "contexts: null\nclusters: null\nusers: null",
        "contexts: []\nusers: [{name: u, user: {tokenFile: t}}]",
        "contexts: [{name: here}]\nusers: [{name: u, user: {tokenFile: t}}]",
        "contexts: [{name: here, context: null}]\nusers: [{name: u, user: {tokenFile: t}}]",
      })
  void aFileWhoseContextIsNotThereNamesNobody(String text, @TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("config"), "current-context: here\n" + text);
    Kubeconfig kubeconfig = Kubeconfig.read(file);
    assertThat(kubeconfig.http().auth()).isInstanceOf(HttpAuth.None.class);
    assertThat(kubeconfig.config().getImpersonateUsername()).isNull();
  }
}
