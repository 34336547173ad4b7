package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the series that all of some matchers match. A series without a label has the empty value.
 *
 * <p>A matcher that does not match the empty value selects the series of the values that it
 * matches; one that does takes away the series of the values that it does not match. Equality and
 * regular expressions that stand for a few strings are looked up. Any other regular expression runs
 * either over all values of the label or over the values of the series that the rest of the
 * matchers left, whichever are fewer. That may take long, so the head does it ahead of {@link
 * #evaluate}, see {@link HeadPostings#prepare}.
 *
 * <p>For one thread.
 */
public final class PostingsQuery {
  private final PostingsSource postings;
  private final List<Matcher> lookups = new ArrayList<>();
  private final List<ValueFilter> filters = new ArrayList<>();

  public PostingsQuery(PostingsSource postings, List<Matcher> matchers) {
    this.postings = postings;
    for (Matcher matcher : matchers) {
      if (matchesAll(matcher)) {
        continue;
      }
      if (isLookup(matcher)) {
        lookups.add(matcher);
      } else {
        filters.add(new ValueFilter(matcher));
      }
    }
  }

  private static boolean matchesAll(Matcher matcher) {
    return matcher.type() == MatchType.REGEX && matcher.isWildcard() && matcher.matchesEmpty();
  }

  private static boolean isLookup(Matcher matcher) {
    return matcher.type() == MatchType.EQUAL
        || matcher.type() == MatchType.NOT_EQUAL
        || matcher.isWildcard()
        || matcher.setMatches() != null;
  }

  /** The matchers that have to look at values. */
  List<ValueFilter> filters() {
    return filters;
  }

  /** The ids of the series; the caller may read the source now, and owns the bitmap. */
  public RoaringBitmap evaluate() {
    RoaringBitmap result = evaluateLookups();
    for (ValueFilter filter : filters) {
      if (result.isEmpty()) {
        return result;
      }
      apply(filter, result);
    }
    return result;
  }

  private void apply(ValueFilter filter, RoaringBitmap result) {
    LabelSource label = postings.label(filter.matcher().name());
    boolean matchesEmpty = filter.matcher().matchesEmpty();
    if (label == null) {
      if (!matchesEmpty) {
        result.clear();
      }
      return;
    }
    if (label.candidates(filter) < result.getCardinality()) {
      RoaringBitmap named = new RoaringBitmap();
      label.addNamed(named, filter);
      if (matchesEmpty) {
        result.andNot(named);
      } else {
        result.and(named);
      }
      return;
    }
    RoaringBitmap refused = new RoaringBitmap();
    for (IntIterator ids = result.getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      if (!filter.acceptsSeries(label, id)) {
        refused.add(id);
      }
    }
    result.andNot(refused);
  }

  /** What the matchers leave that need no look at values. */
  RoaringBitmap evaluateLookups() {
    List<RoaringBitmap> included = new ArrayList<>();
    List<RoaringBitmap> excluded = new ArrayList<>();
    for (Matcher matcher : lookups) {
      RoaringBitmap named = namedSeries(matcher);
      boolean exclude = matcher.matchesEmpty();
      if (exclude) {
        excluded.add(named);
      } else {
        included.add(named);
      }
    }
    RoaringBitmap result = intersection(included);
    for (RoaringBitmap each : excluded) {
      result.andNot(each);
    }
    return result;
  }

  private RoaringBitmap intersection(List<RoaringBitmap> included) {
    if (included.isEmpty()) {
      return postings.all().clone();
    }
    included.sort((a, b) -> Integer.compare(a.getCardinality(), b.getCardinality()));
    RoaringBitmap result = included.getFirst().clone();
    for (RoaringBitmap each : included.subList(1, included.size())) {
      result.and(each);
    }
    return result;
  }

  /**
   * Of the series with the label: those whose value matches, or, where the empty value matches too,
   * those whose value does not. Not to be changed.
   */
  private RoaringBitmap namedSeries(Matcher matcher) {
    LabelSource label = postings.label(matcher.name());
    if (label == null) {
      return new RoaringBitmap();
    }
    boolean negative =
        matcher.type() == MatchType.NOT_EQUAL || matcher.type() == MatchType.NOT_REGEX;
    // "Matches the values listed" holds for the positive types; a matcher that also matches the
    // empty value asks for the complement, and so does a negative one.
    boolean wantsListed = negative == matcher.matchesEmpty();
    RoaringBitmap listed = listedSeries(label, matcher);
    return wantsListed ? listed : RoaringBitmap.andNot(label.present(), listed);
  }

  private static RoaringBitmap listedSeries(LabelSource label, Matcher matcher) {
    if (matcher.isWildcard()) {
      return label.present();
    }
    List<String> set = matcher.setMatches();
    if (set == null) {
      return label.of(matcher.value());
    }
    if (set.size() == 1) {
      return label.of(set.getFirst());
    }
    RoaringBitmap union = new RoaringBitmap();
    for (String value : set) {
      label.addTo(union, value);
    }
    return union;
  }
}
