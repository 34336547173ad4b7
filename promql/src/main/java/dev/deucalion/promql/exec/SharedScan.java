package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;

/** Reads series once for several aggregations over windows of them. */
final class SharedScan {
  private final QueryContext context;
  private final int steps;
  private final List<Member> members = new ArrayList<>();

  private record Member(AggregateOperator aggregation, WindowOperator input) {}

  SharedScan(QueryContext context, int steps) {
    this.context = context;
    this.steps = steps;
  }

  void add(AggregateOperator aggregation, WindowOperator input) {
    members.add(new Member(aggregation, input));
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
            context.limits(),
            context.shards(),
            new InterleavedWindows(members.stream().map(Member::input).toList()),
            steps);
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
}
