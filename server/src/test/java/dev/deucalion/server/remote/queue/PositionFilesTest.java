package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.TestEnds;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionFilesTest {
  private static final RemoteWriteOptions A = end("aaaaaa11", "aaaaaa", "http://x");
  private static final RemoteWriteOptions B = end("bbbbbb11", "bbbbbb", "http://x");
  private static final QueuePosition EARLY =
      new QueuePosition(new LogPosition(1, 5), new LogPosition(2, 5));
  private static final QueuePosition LATE =
      new QueuePosition(new LogPosition(7, 5), new LogPosition(7, 9));

  private static RemoteWriteOptions end(String id, String name, String url) {
    return TestEnds.end(id, name, url, QueueOptions.DEFAULTS);
  }

  private static Map<String, QueuePosition> known() {
    return Map.of(PositionFiles.name(A), EARLY, PositionFiles.name(B), LATE);
  }

  private static Optional<QueuePosition> start(
      RemoteWriteOptions end, Map<String, QueuePosition> known, RemoteWriteOptions... others) {
    Set<String> names =
        Set.of(others).stream().map(PositionFiles::name).collect(Collectors.toSet());
    names.add(PositionFiles.name(end));
    return PositionFiles.start(end, names, known);
  }

  @Test
  void endsOfOneUrlKeepTheirPositionsInAnyOrderAndWhenOthersGo() {
    assertThat(start(A, known(), B)).contains(EARLY);
    assertThat(start(B, known(), A)).contains(LATE);
    assertThat(start(B, known())).contains(LATE);
    assertThat(start(A, known())).contains(EARLY);
  }

  @Test
  void anEndWhoseSettingsChangedIsKnownByItsUrlAndName() {
    RemoteWriteOptions changed = end("cccccc11", "cccccc", "http://x");
    assertThat(start(changed, known(), A)).contains(LATE);
    assertThat(start(changed, known(), A, B)).isEmpty();
    RemoteWriteOptions named = end("dddddd11", "d", "http://x");
    assertThat(start(named, known())).isEmpty();
    assertThat(
            start(end("eeeeee11", "d", "http://x"), Map.of(PositionFiles.name(named), EARLY), A, B))
        .contains(EARLY);
    assertThat(start(end("aaaaaa11", "aaaaaa", "http://y"), known())).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadLeavesTheOthers(@TempDir Path directory) throws IOException {
    Files.createDirectory(directory.resolve(PositionFiles.name(A)));
    try (PositionFile file =
        PositionFile.open(FileOps.SYSTEM, directory.resolve(PositionFiles.name(B)))) {
      file.save(LATE);
    }
    assertThat(PositionFiles.readAll(FileOps.SYSTEM, directory))
        .isEqualTo(new PositionFiles.Found(Map.of(PositionFiles.name(B), LATE), false));
  }

  @Test
  void whereItIsNotKnownWhichOneChangedNothingIsLeftOut() {
    assertThat(start(end("cccccc11", "cccccc", "http://x"), known()))
        .contains(new QueuePosition(EARLY.sent(), LATE.maybeSent()));
  }
}
