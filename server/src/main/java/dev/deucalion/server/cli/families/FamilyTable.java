package dev.deucalion.server.cli.families;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The families that a body has so far, and which of them a name belongs to. */
final class FamilyTable {
  private static final String COUNT = "_count";
  private static final String SUM = "_sum";
  private static final String BUCKET = "_bucket";

  private final TextCursor in;
  private final Map<String, TextFamily> byName = new LinkedHashMap<>();

  /** Which value of its metric a sample is, by what stands behind the family's name. */
  enum Role {
    COUNT,
    SUM,
    /** A part, or the only value. */
    OTHER
  }

  /** A name of a sample and what it belongs to. */
  record Owner(TextFamily family, Role role) {}

  FamilyTable(TextCursor in) {
    this.in = in;
  }

  Collection<TextFamily> all() {
    return byName.values();
  }

  /** What a name belongs to: a family of that name, or one that it is a value of. */
  Owner owner(String name) throws TextFormatException {
    if (name.isEmpty()) {
      throw in.failure("invalid metric name \"\"");
    }
    TextFamily same = byName.get(name);
    if (same != null) {
      return new Owner(same, Role.OTHER);
    }
    Role role = name.endsWith(COUNT) ? Role.COUNT : name.endsWith(SUM) ? Role.SUM : Role.OTHER;
    for (String suffix : List.of(COUNT, SUM, BUCKET)) {
      if (name.endsWith(suffix)) {
        TextFamily stem = byName.get(name.substring(0, name.length() - suffix.length()));
        if (stem != null
            && (stem.type().hasBuckets()
                || stem.type() == FamilyType.SUMMARY && !suffix.equals(BUCKET))) {
          return new Owner(stem, role);
        }
      }
    }
    TextFamily family = new TextFamily(name);
    byName.put(name, family);
    return new Owner(family, Role.OTHER);
  }

  /** From a sample on, a family has a type. */
  Owner sampleOwner(String name) throws TextFormatException {
    Owner owner = owner(name);
    if (!owner.family.hasType()) {
      owner.family.setType(FamilyType.UNTYPED);
    }
    return owner;
  }
}
