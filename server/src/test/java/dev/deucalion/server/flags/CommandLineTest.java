package dev.deucalion.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static Flags parse(String... args) throws FlagException {
    return CommandLine.parse(List.of(args));
  }

  @Test
  void valuesFollowOrAreJoined() throws FlagException {
    Flags flags =
        parse("--config.file=a.yml", "--storage.tsdb.path", "/data", "--query.timeout=1m");
    assertThat(flags.get(ProcessFlags.CONFIG_FILE)).isEqualTo("a.yml");
    assertThat(flags.get(StorageFlags.PATH)).isEqualTo("/data");
    assertThat(flags.get(EngineFlags.QUERY_TIMEOUT)).isEqualTo(60_000);
    assertThat(flags.isGiven(EngineFlags.QUERY_TIMEOUT)).isTrue();
    assertThat(flags.isGiven(WebFlags.EXTERNAL_URL)).isFalse();
  }

  @Test
  void switchesCanBeInverted() throws FlagException {
    assertThat(parse("--web.enable-lifecycle").get(WebFlags.ENABLE_LIFECYCLE)).isTrue();
    assertThat(parse("--no-web.enable-lifecycle").get(WebFlags.ENABLE_LIFECYCLE)).isFalse();
    assertThat(parse("--no-storage.tsdb.wal-compression").get(StorageFlags.WAL_COMPRESSION))
        .isFalse();
    assertThat(parse("--storage.tsdb.no-lockfile").get(StorageFlags.NO_LOCKFILE)).isTrue();
  }

  @Test
  void defaultsArePrometheus() throws FlagException {
    Flags flags = parse();
    assertThat(flags.get(WebFlags.LISTEN_ADDRESS)).containsExactly("0.0.0.0:9090");
    assertThat(flags.get(EngineFlags.QUERY_LOOKBACK_DELTA)).isEqualTo(300_000);
    assertThat(flags.get(EngineFlags.SCRAPE_TIMESTAMP_TOLERANCE)).isEqualTo(2_000_000);
    assertThat(flags.get(StorageFlags.REMOTE_READ_SAMPLE_LIMIT)).isEqualTo(50_000_000);
    assertThat(flags.get(StorageFlags.RETENTION_TIME)).isZero();
  }

  @Test
  void someFlagsRepeat() throws FlagException {
    Flags flags =
        parse(
            "--web.listen-address=:1",
            "--web.listen-address=:2",
            "--enable-feature=a,b",
            "--enable-feature=c");
    assertThat(flags.get(WebFlags.LISTEN_ADDRESS)).containsExactly(":1", ":2");
    assertThat(flags.features()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help", "--help-long", "-hh"})
  void helpWins(String help) throws FlagException {
    assertThat(parse("--config.file=x", help, "--query.timeout=bad").request())
        .isEqualTo(Flags.Request.HELP);
    assertThat(Usage.help("deucalion"))
        .startsWith("usage: deucalion [<flags>]\n")
        .contains("--config.file=\"prometheus.yml\"")
        .contains("--[no-]web.enable-lifecycle")
        .doesNotContain("min-block-duration");
  }

  @Test
  void helpKeepsToTheWidthOfATerminal() {
    assertThat(Usage.help("deucalion").lines())
        .allMatch(line -> line.length() <= 82 || line.startsWith("      --"));
  }

  @Test
  void versionAndDocumentationAreRequests() throws FlagException {
    assertThat(parse("--version").request()).isEqualTo(Flags.Request.VERSION);
    assertThat(parse("--write-documentation").request()).isEqualTo(Flags.Request.DOCUMENTATION);
    assertThat(Usage.markdown()).contains("| `--config.file` |");
  }

  /** Texts as Debian's prometheus 2.42 and the sources of 3.14 have them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--foo; unknown long flag '--foo'",
        "--foo=3; unknown long flag '--foo'",
        "--no-config.file; unknown long flag '--no-config.file'",
        "-x; unknown short flag '-x'",
        "-; unknown short flag '-'",
        "extra; unexpected extra",
        "@/nonexistent; failed to open arguments file \"/nonexistent\": open /nonexistent: no such"
            + " file or directory",
        "--web.enable-lifecycle=true; unexpected true",
        "--config.file; expected argument for flag '--config.file'",
        "--config.file=a --config.file=b; flag 'config.file' cannot be repeated",
        "--web.max-connections=abc; strconv.ParseFloat: parsing \"abc\": invalid syntax",
        "--rules.max-concurrent-evals=x; strconv.ParseInt: parsing \"x\": invalid syntax",
        "--query.timeout=1y1y; not a valid duration string: \"1y1y\"",
        "--scrape.timestamp-tolerance=2; time: missing unit in duration \"2\"",
        "--storage.tsdb.retention.size=10; units: unknown unit  in 10",
        "--storage.tsdb.wal-compression-type=x; enum value must be one of snappy,zstd, got 'x'",
        "--log.level=loud; unrecognized log level loud",
        "--log.format=xml; unrecognized log format xml",
        "--query.timeout=5q --foo; unknown long flag '--foo'",
      })
  void refusesInTheWordsOfPrometheus(String args, String message) {
    assertThatThrownBy(() -> parse(args.split(" ")))
        .isInstanceOf(FlagException.class)
        .hasMessage(message);
  }

  @Test
  void acceptedMessagesAreChecked() {
    assertThatThrownBy(() -> parse("--web.remote-write-receiver.accepted-protobuf-messages=foo"))
        .hasMessage(
            "unknown type for remote write protobuf message foo, supported:"
                + " prometheus.WriteRequest, io.prometheus.write.v2.Request");
  }

  @Test
  void argumentsCanStandInAFile(@TempDir Path dir) throws IOException, FlagException {
    Path file = dir.resolve("args");
    Files.writeString(file, "# a comment\n--query.timeout=3m\n\n--agent\n");
    Flags flags = parse("@" + file, "--config.file=x");
    assertThat(flags.get(EngineFlags.QUERY_TIMEOUT)).isEqualTo(180_000);
    assertThat(flags.get(ProcessFlags.AGENT)).isTrue();
    assertThat(flags.get(ProcessFlags.CONFIG_FILE)).isEqualTo("x");
  }

  @Test
  void flagsOfAModeAreKnown() throws FlagException {
    Flags flags = parse("--storage.agent.path=x", "--query.timeout=1m");
    assertThat(flags.givenOf(Flag.Mode.AGENT)).containsExactly("--storage.agent.path");
    assertThat(flags.givenOf(Flag.Mode.SERVER)).containsExactly("--query.timeout");
  }

  @Test
  void theReportHasEveryFlagAsText() throws FlagException {
    assertThat(parse("--storage.tsdb.retention.size=1.5GB", "--web.enable-admin-api").report())
        .containsEntry("storage.tsdb.retention.size", "1GiB512MiB")
        .containsEntry("storage.tsdb.min-block-duration", "2h")
        .containsEntry("storage.tsdb.wal-segment-size", "0B")
        .containsEntry("storage.agent.retention.max-time", "4h")
        .containsEntry("scrape.timestamp-tolerance", "2ms")
        .containsEntry("query.max-samples", "50000000")
        .containsEntry("auto-gomemlimit.ratio", "0.9")
        .containsEntry("web.enable-admin-api", "true")
        .containsEntry("web.external-url", "")
        .containsEntry(
            "web.remote-write-receiver.accepted-protobuf-messages",
            "prometheus.WriteRequest,io.prometheus.write.v2.Request")
        .doesNotContainKeys("help", "help-long", "version")
        .containsEntry("query.max-memory", "0B")
        .containsEntry("query.max-total-memory", "0B")
        .containsEntry("storage.remote.max-backlog", "0B")
        .containsEntry("storage.tsdb.wal-sync-delay", "1s")
        .hasSize(79);
  }
}
