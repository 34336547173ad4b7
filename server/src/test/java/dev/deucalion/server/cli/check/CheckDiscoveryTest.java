package dev.deucalion.server.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDiscoveryTest {
  @TempDir private Path dir;

  private String config(String jobs) throws IOException {
    return Files.writeString(dir.resolve("p.yml"), "scrape_configs: [" + jobs + "]").toString();
  }

  @Test
  void targetsAreShownBeforeAndAfterRelabeling() throws IOException {
    String file =
        config(
            "{job_name: a, static_configs: [{targets: ['x:1', 'y:2'], labels: {l: 'v'}}],"
                + " relabel_configs: [{source_labels: [__address__], regex: 'y.*', action:"
                + " drop}]}");
    ToolRun run = ToolRun.of("check", "service-discovery", file, "a");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("[\n  {\n    \"discoveredLabels\": {\n      \"__address__\": \"x:1\",\n")
        .contains(
            "    \"labels\": {\n      \"__address__\": \"x:1\",\n",
            """
                  "instance": "x:1",
                  "job": "a",
                  "l": "v"
                }
              },
            """,
            "      \"__address__\": \"y:2\",\n")
        .endsWith("    \"labels\": {}\n  }\n]");
  }

  @Test
  void filesAreWaitedFor() throws IOException {
    Files.writeString(dir.resolve("t.json"), "[{\"targets\":[\"z:3\"]}]");
    String file = config("{job_name: a, file_sd_configs: [{files: [t.json]}]}");
    ToolRun run = ToolRun.of("check", "service-discovery", file, "a");
    assertThat(run.out()).contains("\"__address__\": \"z:3\"", "\"__meta_filepath\": ");
  }

  @Test
  void onlyJobsThatThereAreCanBeAskedFor() throws IOException {
    String file = config("{job_name: a}, {job_name: b}");
    assertThat(ToolRun.of("check", "service-discovery", file, "c"))
        .isEqualTo(new ToolRun(1, "", "Job c not found. Select one of:\n\ta\n\tb\n"));
  }
}
