package dev.deucalion.tsdb.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where one matcher leaves few series of many, those of the values of another are not united; found
 * is what a scan finds.
 */
class FewSeriesTest {
  private static final int SERIES = 6_000;
  private static final int SERIES_PER_POD = 6;
  private static final List<MatchType> TYPES = List.of(MatchType.values());
  private static final String[] NAMES = {"code", "rare", "pod", "absent"};
  private static final String[] PATTERNS = {
    "", "500", "500|503", "500|503|nothing", "|200", "5..", "5.+", ".+", "50[03]|", "p1.*", "p1|p2"
  };

  private final LabelHasher hasher = new LabelHasher(1);
  private final SeriesCatalog catalog = new SeriesCatalog(1);
  private final HeadPostings postings = new HeadPostings(catalog);
  private final List<Labels> series = new ArrayList<>();

  private int labelsRead;

  private void addSeries(Random random) {
    for (int i = 0; i < SERIES; i++) {
      Labels labels =
          Labels.of(
              "code",
              List.of("200", "500", "503").get(i % 3),
              "method",
              i % 2 == 0 ? "GET" : "POST",
              "pod",
              "p" + i / SERIES_PER_POD,
              "rare",
              random.nextInt(20) == 0 ? "50" + random.nextInt(4) : "");
      series.add(labels);
      postings.add(catalog.id(catalog.findOrCreate(labels, hasher.hash(labels))));
    }
  }

  private List<Labels> find(PostingsSource source, List<Matcher> matchers) {
    PostingsQuery query = new PostingsQuery(source, matchers);
    postings.prepare(query, new ReentrantLock());
    List<Labels> found = new ArrayList<>();
    query.evaluate().forEach((int id) -> found.add(catalog.labels(id)));
    return found;
  }

  private List<Labels> scan(List<Matcher> matchers) {
    return series.stream()
        .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels.get(m.name()))))
        .toList();
  }

  private static Matcher matcher(Random random) {
    return Matcher.of(
        TYPES.get(random.nextInt(TYPES.size())),
        NAMES[random.nextInt(NAMES.length)],
        PATTERNS[random.nextInt(PATTERNS.length)]);
  }

  @Test
  void foundIsWhatAScanFinds() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    addSeries(random);
    for (int i = 0; i < 2_000; i++) {
      List<Matcher> matchers = new ArrayList<>();
      if (random.nextInt(4) > 0) {
        matchers.add(Matcher.equal("pod", "p" + random.nextInt(SERIES / SERIES_PER_POD + 2)));
      }
      if (random.nextBoolean()) {
        matchers.add(Matcher.equal("method", "GET"));
      }
      for (int k = random.nextInt(3); k >= 0; k--) {
        matchers.add(matcher(random));
      }
      assertThat(find(postings, matchers))
          .as("seed %d, %s", seed, matchers)
          .containsExactlyInAnyOrderElementsOf(scan(matchers));
    }
  }

  @Test
  void ofFewSeriesTheLabelsAreRead() {
    addSeries(new Random(1));
    for (String codes : List.of("500|503", "5..")) {
      Matcher wanted = Matcher.of(MatchType.REGEX, "code", codes);
      labelsRead = 0;
      assertThat(find(new Counting(), List.of(Matcher.equal("pod", "p7"), wanted))).hasSize(4);
      assertThat(labelsRead).as(codes).isEqualTo(SERIES_PER_POD);
      assertThat(find(new Counting(), List.of(Matcher.equal("method", "GET"), wanted)))
          .hasSize(SERIES / 3);
      assertThat(labelsRead).as(codes).isEqualTo(SERIES_PER_POD);
    }
  }

  /** The head's postings; counts the series whose labels are read. */
  private final class Counting implements PostingsSource {
    @Override
    public RoaringBitmap all() {
      return postings.all();
    }

    @Override
    public @Nullable LabelSource label(String name) {
      LabelSource label = postings.label(name);
      return label == null ? null : new CountingLabel(label);
    }
  }

  private final class CountingLabel implements LabelSource {
    private final LabelSource label;

    CountingLabel(LabelSource label) {
      this.label = label;
    }

    @Override
    public int valueCount() {
      return label.valueCount();
    }

    @Override
    public RoaringBitmap present() {
      return label.present();
    }

    @Override
    public RoaringBitmap of(String value) {
      return label.of(value);
    }

    @Override
    public long toRead(String value) {
      return label.toRead(value);
    }

    @Override
    public long toReadAll() {
      return label.toReadAll();
    }

    @Override
    public long toUnite(String value) {
      return label.toUnite(value);
    }

    @Override
    public void addTo(RoaringBitmap target, String value) {
      label.addTo(target, value);
    }

    @Override
    public int candidates(ValueFilter filter) {
      return label.candidates(filter);
    }

    @Override
    public boolean addNamed(RoaringBitmap target, ValueFilter filter, long most) {
      return label.addNamed(target, filter, most);
    }

    @Override
    public int labelsWork() {
      return label.labelsWork();
    }

    @Override
    public int valueOf(int id) {
      labelsRead++;
      return label.valueOf(id);
    }

    @Override
    public String value(int number) {
      return label.value(number);
    }
  }
}
