package dev.deucalion.server.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.server.flags.FlagType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandParserTest {
  private static final Option<Boolean> LOUD =
      Option.of("loud", FlagType.SWITCH, "Say it loud.").shortened('l');
  private static final Option<List<String>> MATCH =
      Option.of("match", FlagType.TEXTS, "What to match.").always();
  private static final Option<Long> STEP =
      Option.of("step", FlagType.GO_DURATION, "How far to go.").byDefault("5m").shortened('s');
  private static final Argument<URI> SERVER =
      Argument.required("server", ValueTypes.URL, "The server.");
  private static final Argument<List<String>> REST =
      Argument.optional("rest", FlagType.TEXTS, "What else.");

  private static final CommandSpec PROGRAM =
      CommandSpec.group(
          "tool",
          "A tool.",
          List.of(LOUD),
          CommandSpec.group(
              "query",
              "Ask.",
              List.of(STEP),
              CommandSpec.command(
                  "series", "Ask for series.", List.of(MATCH), List.of(SERVER, REST), _ -> 7)));

  @Test
  void flagsMayStandAnywhereBehindTheirCommand() throws Exception {
    Invocation line =
        parse("query", "series", "--match", "a", "-l", "localhost:9090", "--match=b", "-s1s", "x");
    assertThat(line.get(MATCH)).containsExactly("a", "b");
    assertThat(line.get(LOUD)).isTrue();
    assertThat(line.get(STEP)).isEqualTo(1_000_000_000L);
    assertThat(line.get(SERVER)).isEqualTo(URI.create("http://localhost:9090"));
    assertThat(line.get(REST)).containsExactly("x");
    assertThat(line.run()).isEqualTo(7);
  }

  @Test
  void whatIsNotGivenHasItsDefault() throws Exception {
    Invocation line = parse("--no-loud", "query", "series", "--match=a", "http://h");
    assertThat(line.get(LOUD)).isFalse();
    assertThat(line.get(STEP)).isEqualTo(300_000_000_000L);
    assertThat(line.get(REST)).isEmpty();
  }

  @Test
  void aFileStandsForItsLines(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("args");
    Files.writeString(file, "# what to ask\nseries\n--match=a b\n\nhttp://h\n");
    Invocation line = parse("query", "@" + file, "x", "--", "@y");
    assertThat(line.get(MATCH)).containsExactly("a b");
    assertThat(line.get(SERVER)).isEqualTo(URI.create("http://h"));
    assertThat(line.get(REST)).containsExactly("x", "@y");
  }

  @Test
  void aFileThatIsNotThereIsToldOf() {
    assertThatThrownBy(() -> parse("query", "@/nonexistent"))
        .isInstanceOf(LineException.class)
        .hasMessageContaining("failed to open arguments file \"/nonexistent\"");
    assertThatThrownBy(() -> parse("query", "@"))
        .hasMessage("expected @ file to expand arguments from");
  }

  @Test
  void behindTwoDashesThereAreNoFlags() throws Exception {
    assertThat(parse("query", "series", "--match=a", "h", "--", "--loud").get(REST))
        .containsExactly("--loud");
  }

  @Test
  void mistakesAreToldAsPromtoolTellsThem() {
    assertMistake("expected command but got \"foo\"", "foo");
    assertMistake("must select a subcommand of 'query'", "query");
    assertMistake("unknown long flag '--foo'", "query", "series", "--foo");
    assertMistake("unknown short flag '-x'", "query", "series", "-x");
    assertMistake("expected argument for flag '--match'", "query", "series", "--match");
    assertMistake("required flag --match not provided", "query", "series", "h");
    assertMistake("required argument 'server' not provided", "query", "series", "--match=a");
    assertMistake("time: invalid duration \"x\"", "query", "--step=x", "series");
    assertMistake("flag 'step' cannot be repeated", "query", "series", "-s1s", "-s2s");
    assertMistake(
        "invalid URL: parse \":foo\": missing protocol scheme", "query", "series", ":foo");
  }

  private static void assertMistake(String message, String... args) {
    assertThatThrownBy(() -> parse(args)).isInstanceOf(LineException.class).hasMessage(message);
  }

  @Test
  void helpIsAboutTheCommandItStandsBehind() throws Exception {
    assertThat(parse("query", "-h").path()).hasSize(2);
    assertThat(parse("help", "query", "series").path()).hasSize(3);
    assertThat(parse().request()).isEqualTo(Invocation.Request.HELP);
    assertThat(CommandUsage.of(parse("help", "query", "series").path()))
        .isEqualTo(
            """
            usage: tool query series --match=MATCH <server> [<rest>...]

            Ask for series.


            Flags:
              -h, --[no-]help        Show context-sensitive help.
                  --[no-]version     Show application version.
              -l, --[no-]loud        Say it loud.
              -s, --step=5m          How far to go.
                  --match=MATCH ...  What to match.

            Args:
              <server>     The server.
              [<rest>...]  What else.
            """);
  }

  private static Invocation parse(String... args) throws LineException {
    return CommandParser.parse(PROGRAM, List.of(args));
  }
}
