package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.storage.ReadWarnings;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks remote ends for the same selectors, all at a time. Each is a querier of its own; the first
 * one that is asked asks them all. What an end cannot say is left out, with a warning. For one
 * thread, which waits for those that ask.
 */
final class ReadRound {
  private final List<RemoteEnd> ends;
  private @Nullable List<SeriesSelector> asked;
  private List<List<SeriesSet>> answers = List.of();

  ReadRound(List<RemoteEnd> ends) {
    this.ends = List.copyOf(ends);
  }

  /** The ends as sources of samples, which only this round's thread may ask. */
  List<OlderSamples.Source> sources() {
    List<OlderSamples.Source> sources = new ArrayList<>(ends.size());
    for (int i = 0; i < ends.size(); i++) {
      sources.add(new OlderSamples.Source(new EndQuerier(i), Long.MIN_VALUE));
    }
    return sources;
  }

  private List<SeriesSet> answer(int end, List<SeriesSelector> selectors) {
    if (!selectors.equals(asked)) {
      answers = askAll(selectors);
      asked = List.copyOf(selectors);
    }
    return answers.get(end);
  }

  private List<List<SeriesSet>> askAll(List<SeriesSelector> selectors) {
    List<EndRead> reads = ends.stream().map(end -> EndRead.start(end, selectors)).toList();
    try {
      for (EndRead read : reads) {
        while (!read.isOver()) {
          ReadGuard.check(0);
        }
        read.checkFault();
      }
    } finally {
      reads.forEach(EndRead::end);
    }
    List<List<SeriesSet>> found = new ArrayList<>(reads.size());
    for (EndRead read : reads) {
      List<SeriesSet> sets = read.found();
      if (sets == null) {
        ReadWarnings.warn("remote_read: " + read.failure());
      }
      found.add(sets == null ? selectors.stream().map(_ -> RemoteSeriesSet.NONE).toList() : sets);
    }
    return found;
  }

  /** One end. Names and values of labels cannot be asked for. */
  private final class EndQuerier implements Querier {
    private final int end;

    EndQuerier(int end) {
      this.end = end;
    }

    @Override
    public List<SeriesSet> select(List<SeriesSelector> selectors) {
      return answer(end, selectors);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) {
      return List.of();
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
