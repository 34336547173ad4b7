package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the series that all of some matchers match. A series without a label has the empty value.
 *
 * <p>A matcher that does not match the empty value selects the series of the values that it
 * matches; one that does takes away the series of the values that it does not match. Equality and
 * regular expressions that stand for a few strings are looked up, those with few series first;
 * where very few are left, their labels are read rather than many series of a value, or of several.
 * Any other regular expression runs either over all values of the label or over the values of the
 * series that the rest of the matchers left, whichever are fewer. That may take long, so the head
 * does it ahead of {@link #evaluate}, see {@link HeadPostings#prepare}.
 *
 * <p>For one thread.
 */
public final class PostingsQuery {
  private final PostingsSource postings;
  private final List<Matcher> lookups = new ArrayList<>();
  private final List<ValueFilter> filters = new ArrayList<>();

  /** A query for the series that all matchers match. */
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
    RoaringBitmap named = new RoaringBitmap();
    if (label.candidates(filter) >= result.getCardinality()
        || !label.addNamed(named, filter, labelsWork(label, result))) {
      checkSeries(result, label, filter);
    } else if (matchesEmpty) {
      result.andNot(named);
    } else {
      result.and(named);
    }
  }

  /** What {@link #checkSeries} takes: as long as to read so many series of a value. */
  private static long labelsWork(LabelSource label, RoaringBitmap series) {
    return (long) label.labelsWork() * series.getCardinality();
  }

  /** Takes away the series whose value a filter refuses. */
  private static void checkSeries(RoaringBitmap result, LabelSource label, ValueFilter filter) {
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
    List<Lookup> all = new ArrayList<>(lookups.size());
    for (Matcher matcher : lookups) {
      all.add(lookup(matcher));
    }
    Collections.sort(all);
    boolean fromAll = all.isEmpty() || all.getFirst().exclude();
    RoaringBitmap result = fromAll ? postings.all().clone() : named(all.getFirst()).clone();
    for (Lookup each : all.subList(fromAll ? 0 : 1, all.size())) {
      if (result.isEmpty()) {
        break;
      }
      narrow(result, each);
    }
    return result;
  }

  /**
   * Takes away what a lookup does not leave, by its series or by looking at those that are left.
   */
  private void narrow(RoaringBitmap result, Lookup lookup) {
    LabelSource label = lookup.label();
    if (label != null && lookup.toRead() > labelsWork(label, result)) {
      checkSeries(result, label, new ValueFilter(lookup.matcher()));
    } else if (lookup.exclude()) {
      result.andNot(named(lookup));
    } else {
      result.and(named(lookup));
    }
  }

  /**
   * A matcher that needs no look at values.
   *
   * @param label null where no series has it
   * @param exclude whether it takes away the series of its values
   * @param toRead how many series have to be read or united for them, 0 where they are at hand
   * @param atHand those series, where they are
   */
  private record Lookup(
      Matcher matcher,
      @Nullable LabelSource label,
      boolean exclude,
      long toRead,
      @Nullable RoaringBitmap atHand)
      implements Comparable<Lookup> {
    /** What selects comes first, of few series before that of many, as far as that is known. */
    @Override
    public int compareTo(Lookup other) {
      return exclude == other.exclude
          ? Long.compare(weight(), other.weight())
          : Boolean.compare(exclude, other.exclude);
    }

    private long weight() {
      return atHand == null ? toRead : atHand.getCardinality();
    }
  }

  private Lookup lookup(Matcher matcher) {
    boolean exclude = matcher.matchesEmpty();
    LabelSource label = postings.label(matcher.name());
    long toRead = label == null ? 0 : toRead(label, matcher);
    RoaringBitmap atHand = toRead == 0 ? namedSeries(label, matcher) : null;
    return new Lookup(matcher, label, exclude, toRead, atHand);
  }

  private static RoaringBitmap named(Lookup lookup) {
    RoaringBitmap atHand = lookup.atHand();
    return atHand == null ? namedSeries(lookup.label(), lookup.matcher()) : atHand;
  }

  /** How many series {@link #namedSeries} reads or unites, more or less. */
  private static long toRead(LabelSource label, Matcher matcher) {
    long count = wantsListed(matcher) && !matcher.isWildcard() ? 0 : label.toReadAll();
    if (matcher.isWildcard()) {
      return count;
    }
    List<String> set = matcher.setMatches();
    if (set == null || set.size() == 1) {
      return count + label.toRead(set == null ? matcher.value() : set.getFirst());
    }
    for (String value : set) {
      count += label.toUnite(value);
    }
    return count;
  }

  /**
   * Of the series with the label: those whose value matches, or, where the empty value matches too,
   * those whose value does not. Not to be changed.
   */
  private static RoaringBitmap namedSeries(@Nullable LabelSource label, Matcher matcher) {
    if (label == null) {
      return new RoaringBitmap();
    }
    RoaringBitmap listed = listedSeries(label, matcher);
    return wantsListed(matcher) ? listed : RoaringBitmap.andNot(label.present(), listed);
  }

  /**
   * "Matches the values listed" holds for the positive types; a matcher that also matches the empty
   * value asks for the complement, and so does a negative one.
   */
  private static boolean wantsListed(Matcher matcher) {
    boolean negative =
        matcher.type() == MatchType.NOT_EQUAL || matcher.type() == MatchType.NOT_REGEX;
    return negative == matcher.matchesEmpty();
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
