package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Reads series once for several aggregations over windows of them. */
final class SharedScan {
  private final QueryContext context;
  private final int steps;
  private final List<Member> members = new ArrayList<>();

  /**
   * @param range the windows of the input
   */
  private record Member(AggregateOperator aggregation, WindowOperator input, SelectedRange range) {}

  SharedScan(QueryContext context, int steps) {
    this.context = context;
    this.steps = steps;
  }

  void add(AggregateOperator aggregation, WindowOperator input, SelectedRange range) {
    members.add(new Member(aggregation, input, range));
    if (members.size() == 2) {
      members.forEach(member -> member.aggregation().readBy(this));
    } else if (members.size() > 2) {
      aggregation.readBy(this);
    }
  }

  /**
   * Reads all series for all aggregations, or nothing where that cannot be: when the inputs do not
   * have as many series, since some keep metric names that make a difference.
   */
  void run() {
    int size = members.getFirst().input().series().size();
    if (members.stream().anyMatch(member -> member.input().series().size() != size)) {
      return;
    }
    VectorOperator all =
        ShardedOperator.of(
            context.limits(), context.shards(), new Interleaved(members, size), steps);
    members.forEach(member -> member.aggregation().begin());
    Column column = new Column(steps, context.limits());
    int count = members.size();
    for (int i = 0; i < all.series().size(); i++) {
      context.limits().checkpoint();
      all.read(i, column);
      members.get(i % count).aggregation().add(i / count, column);
    }
    column.dropHistograms();
  }

  /** The first series of each input, then the second one of each, and so on. */
  private static final class Interleaved implements VectorOperator {
    private final List<Member> members;
    private final List<WindowOperator> inputs;
    private final int size;

    Interleaved(List<Member> members, int size) {
      this.members = members;
      this.size = size;
      SeriesSamples samples = members.getFirst().range().samples().fork();
      this.inputs =
          members.stream()
              .map(member -> member.input().over(member.range().over(samples)))
              .toList();
    }

    @Override
    public List<Labels> series() {
      return new AbstractList<>() {
        @Override
        public Labels get(int i) {
          return inputs.get(i % inputs.size()).series().get(i / inputs.size());
        }

        @Override
        public int size() {
          return Math.multiplyExact(size, inputs.size());
        }
      };
    }

    @Override
    public void read(int series, Column out) {
      inputs.get(series % inputs.size()).read(series / inputs.size(), out);
    }

    @Override
    public VectorOperator fork() {
      return new Interleaved(members, size);
    }
  }
}
