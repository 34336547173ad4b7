package dev.deucalion.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.index.PostingsQuery;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

class IndexReaderTest {
  @TempDir private Path dir;

  private static List<Labels> series() {
    List<Labels> series = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      series.add(Labels.of("job", "j" + i % 4, "pod", "p%03d".formatted(i), "all", "x"));
    }
    series.sort(null);
    return series;
  }

  private static IndexReader open(byte[] bytes) throws Exception {
    return IndexReader.open(Path.of("index"), MemorySegment.ofArray(bytes));
  }

  private byte[] version2(List<Labels> series) throws Exception {
    TreeSet<String> symbols = new TreeSet<>();
    series.forEach(labels ->
        labels.forEach((name, value) -> {
          symbols.add(name);
          symbols.add(value);
        }));
    Path file = dir.resolve("index");
    try (IndexWriter writer = new IndexWriter(FileOps.SYSTEM, file, symbols.iterator())) {
      ChunkRefs refs = new ChunkRefs();
      for (int i = 0; i < series.size(); i++) {
        refs.clear();
        refs.add(10, 15, i + 1L);
        writer.addSeries(series.get(i), refs);
      }
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  private static void assertHolds(IndexReader index, List<Labels> series) {
    assertThat(index.labelNames()).containsExactly("all", "job", "pod");
    for (Matcher matcher :
        List.of(
            Matcher.equal("pod", "p042"),
            Matcher.equal("pod", "p0421"),
            Matcher.equal("job", ""),
            Matcher.of(MatchType.NOT_EQUAL, "job", "j2"),
            Matcher.of(MatchType.REGEX, "pod", "p0[1-3].|p099"),
            Matcher.of(MatchType.NOT_REGEX, "pod", "p.*[1-9]"),
            Matcher.of(MatchType.REGEX, "pod", "p04.*"),
            Matcher.of(MatchType.REGEX, "pod", "(p00|p032|p09).*"),
            Matcher.of(MatchType.REGEX, "pod", "p03[0-9]*1"),
            Matcher.of(MatchType.NOT_REGEX, "pod", "p0[0-8].+|p099"),
            Matcher.of(MatchType.NOT_REGEX, "pod", "p0.*"),
            Matcher.of(MatchType.REGEX, "pod", "a.*"),
            Matcher.of(MatchType.REGEX, "pod", "q.*"),
            Matcher.of(MatchType.REGEX, "none", "p.*"),
            Matcher.of(MatchType.REGEX, "all", "x|y"))) {
      RoaringBitmap ids = new PostingsQuery(new BlockPostings(index), List.of(matcher)).evaluate();
      List<Labels> found = new ArrayList<>();
      SeriesEntry entry = new SeriesEntry(index, SymbolCache.large());
      ChunkRefs refs = new ChunkRefs();
      for (IntIterator each = ids.getIntIterator(); each.hasNext(); ) {
        entry.read(each.next());
        Labels labels = entry.labels();
        found.add(labels);
        entry.chunks(refs);
        assertThat(refs.ref(0)).isEqualTo(series.indexOf(labels) + 1);
        assertThat(refs.minTimeMs(0)).isEqualTo(10);
        assertThat(refs.maxTimeMs(0)).isEqualTo(15);
      }
      assertThat(found)
          .as("%s", matcher)
          .isEqualTo(series.stream().filter(s -> matcher.matches(s.get(matcher.name()))).toList());
    }
    BlockLabels labels = new BlockLabels(index, new BlockPostings(index));
    assertThat(labels.values("job", List.of(), 0)).containsExactly("j0", "j1", "j2", "j3");
    assertThat(labels.values("pod", List.of(Matcher.equal("job", "j1")), 2))
        .containsExactly("p001", "p005");
    assertThat(labels.names(List.of(Matcher.equal("job", "j1")), 2)).containsExactly("all", "job");
  }

  @Test
  void version1() throws Exception {
    assertHolds(open(IndexV1.of(series())), series());
  }

  @Test
  void version2() throws Exception {
    assertHolds(open(version2(series())), series());
  }

  @Test
  void version3ReadsAsVersion2() throws Exception {
    byte[] bytes = version2(series());
    bytes[IndexLayout.VERSION_OFFSET] = IndexLayout.VERSION_3;
    assertHolds(open(bytes), series());
  }

  @Test
  void laterVersionsAreRefusedAsSuch() throws Exception {
    byte[] bytes = version2(series());
    bytes[IndexLayout.VERSION_OFFSET] = 4;
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(CorruptBlockException.class)
        .hasMessage("index: at offset 4: index of version 4, known are 1 to 3");
  }

  @Test
  void writerRefusesWhatIsOutOfOrder() throws Exception {
    Path file = dir.resolve("other");
    ChunkRefs refs = new ChunkRefs();
    refs.add(10, 15, 8);
    try (IndexWriter writer =
        new IndexWriter(FileOps.SYSTEM, file, List.of("a", "b", "c").iterator())) {
      writer.addSeries(Labels.of("a", "b"), refs);
      assertThatThrownBy(() -> writer.addSeries(Labels.of("a", "b"), refs))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.addSeries(Labels.of("a", "d"), refs))
          .hasMessageContaining("no symbol \"d\"");
      refs.add(15, 20, 9);
      assertThatThrownBy(() -> writer.addSeries(Labels.of("a", "c"), refs))
          .hasMessageContaining("chunk 1 of series {a=\"c\"} out of order");
    }
    assertThatThrownBy(
            () -> new IndexWriter(FileOps.SYSTEM, file, List.of("b", "a").iterator()).close())
        .hasMessage("symbol \"a\" out of order");
  }
}
