package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code tsdb list}: which blocks there are. */
public final class TsdbList {
  private final Console console;

  private TsdbList(Console console) {
    this.console = console;
  }

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "list",
        "List tsdb blocks.",
        List.of(TsdbFlags.HUMAN),
        List.of(TsdbFlags.PATH),
        new TsdbList(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    try (DirectoryReader reader = DirectoryReader.ofBlocks(Path.of(line.get(TsdbFlags.PATH)))) {
      console.out().print(BlockTable.of(reader.blocks(), true, line.get(TsdbFlags.HUMAN)));
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(FileFailure.describe(e), e);
    }
  }
}
