package dev.deucalion.scrape;

import dev.deucalion.scrape.target.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loops that end, each to be taken over by at most one that begins. Belongs to one sync. */
final class Predecessors {
  private final Map<Target.Key, ScrapeLoop> byKey = new HashMap<>();

  /** By URL, which is what targets have in common that differ in their interval only. */
  private final Map<String, List<ScrapeLoop>> byUrl = new HashMap<>();

  Predecessors(Collection<ScrapeLoop> ending) {
    for (ScrapeLoop loop : ending) {
      byKey.put(loop.target().key(), loop);
      byUrl.computeIfAbsent(loop.target().url(), url -> new ArrayList<>()).add(loop);
    }
  }

  /** The loop whose series the target's loop goes on with, null when there is none. */
  @Nullable ScrapeLoop take(Target target) {
    ScrapeLoop same = byKey.get(target.key());
    List<ScrapeLoop> candidates = byUrl.getOrDefault(target.url(), List.of());
    for (Iterator<ScrapeLoop> i = candidates.iterator(); i.hasNext(); ) {
      ScrapeLoop loop = i.next();
      if (same == null ? loop.target().feedsSameSeriesAs(target) : loop == same) {
        i.remove();
        byKey.remove(loop.target().key());
        return loop;
      }
    }
    return null;
  }
}
