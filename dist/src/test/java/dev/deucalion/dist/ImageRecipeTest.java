package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile says what manifests for Prometheus' image rely on. */
class ImageRecipeTest {
  @TempDir private Path dir;

  @Test
  void takesThePlaceOfPrometheus() throws Exception {
    ImageRecipe recipe =
        ImageRecipe.read(Path.of(System.getProperty("project.root"), "Dockerfile"));
    ImageRecipe.Stage image = recipe.image();
    assertThat(image.only("ENTRYPOINT").words()).containsExactly("/bin/prometheus");
    assertThat(image.only("CMD").words())
        .containsExactly(
            "--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus");
    assertThat(image.only("WORKDIR").text()).isEqualTo("/prometheus");
    assertThat(image.only("ENV").text()).isEqualTo("LANG=C.UTF-8");
    assertThat(image.only("VOLUME").words()).containsExactly("/prometheus");
    assertThat(image.only("EXPOSE").text()).isEqualTo("9090");
    assertThat(image.only("USER").text()).isEqualTo("65534");
    // By which probes of the operator and users' scripts ask the server; the base has none.
    assertThat(image.packages()).containsExactly("wget");
    ImageRecipe.Stage unpacked = recipe.stages().getFirst();
    assertThat(unpacked.name()).isEqualTo("unpacked");
    assertThat(unpacked.only("ADD").text())
        .isEqualTo("dist/target/deucalion-*-linux-x64.tar.gz /unpacked/");
  }

  @Test
  void mistakesAreFound() throws Exception {
    assertThatThrownBy(() -> read("FROM a\nRUNN b\n")).hasMessage("not an instruction: RUNN b");
    assertThatThrownBy(() -> read("RUN b\n")).hasMessage("before FROM: RUN b");
    ImageRecipe.Stage stage = read("FROM a AS b\nRUN c \\\n  d\nCMD e\n").image();
    assertThat(stage)
        .isEqualTo(
            new ImageRecipe.Stage(
                "a",
                "b",
                List.of(
                    new ImageRecipe.Instruction("RUN", "c    d"),
                    new ImageRecipe.Instruction("CMD", "e"))));
    assertThat(stage.packages()).isEmpty();
    assertThat(read("FROM a\nRUN apt-get install -y b c && rm d\n").image().packages())
        .containsExactly("b", "c");
    assertThatThrownBy(() -> stage.only("CMD").words()).hasMessage("CMD is not an array: e");
    assertThatThrownBy(() -> stage.only("USER")).hasMessage("0 times USER");
  }

  private ImageRecipe read(String text) throws Exception {
    return ImageRecipe.read(Files.writeString(dir.resolve("Dockerfile"), text));
  }
}
