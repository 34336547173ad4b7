package dev.deucalion.http.source;

import dev.deucalion.rules.group.RuleGroupSnapshot;
import java.util.List;

/** The rules that are evaluated. */
@FunctionalInterface
public interface RuleSource {
  /** How all groups stand, by file and name; nobody changes it any more. */
  List<RuleGroupSnapshot> groups();
}
