package dev.deucalion.tsdb.life;

import dev.deucalion.tsdb.file.SimulatedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a log ended after each step of a {@link Life}: what was acknowledged by then has all its
 * records before that place, or in blocks.
 */
final class LogPlaces {
  private record Place(String segment, long bytes, History acknowledged) {}

  private final Path log;
  private final List<Place> places = new ArrayList<>();

  /**
   * @param log the directory of the log
   */
  LogPlaces(Path log) {
    this.log = log;
  }

  /** Whether a file is a segment of the log. */
  boolean has(Path file) {
    return log.equals(file.getParent()) && isSegment(String.valueOf(file.getFileName()));
  }

  private static boolean isSegment(String name) {
    return name.chars().allMatch(Character::isDigit);
  }

  /** A step is over. */
  void add(SimulatedFiles files, History acknowledged) throws IOException {
    if (!files.isDirectory(log)) {
      return;
    }
    String newest =
        files.list(log).stream().filter(LogPlaces::isSegment).sorted().toList().getLast();
    places.add(new Place(newest, files.size(log.resolve(newest)), acknowledged));
  }

  /** What was acknowledged when the log was no longer than up to an offset in a segment. */
  History before(Path segment, long offset) {
    String name = Objects.requireNonNull(segment.getFileName()).toString();
    return places.stream()
        .filter(place ->
            place.segment.compareTo(name) < 0
                || place.segment.equals(name) && place.bytes <= offset)
        .reduce((first, second) -> second)
        .map(Place::acknowledged)
        .orElseGet(History::new);
  }

  /** What was acknowledged by steps that wrote to later segments only. */
  History behind(Path segment) {
    String name = Objects.requireNonNull(segment.getFileName()).toString();
    History behind = new History();
    for (int i = 1; i < places.size(); i++) {
      if (places.get(i - 1).segment.compareTo(name) > 0) {
        behind.addAll(places.get(i).acknowledged.minus(places.get(i - 1).acknowledged));
      }
    }
    return behind;
  }
}
