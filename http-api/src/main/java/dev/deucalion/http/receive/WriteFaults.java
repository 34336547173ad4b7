package dev.deucalion.http.receive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults of one request, each a line of the answer; of many or long ones only the first. */
final class WriteFaults {
  private static final int MAX_FAULTS = 100;
  private static final int MAX_CHARS = 4_096;

  private final List<String> texts = new ArrayList<>();
  private long omitted;

  void clear() {
    texts.clear();
    omitted = 0;
  }

  /** Whether {@link #add} would keep a text; else it need not be made. */
  boolean isWanted() {
    if (texts.size() < MAX_FAULTS) {
      return true;
    }
    omitted++;
    return false;
  }

  void add(String text) {
    texts.add(text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...");
  }

  /** All of them as one refusal, or null when there are none. */
  @Nullable WriteRefusal refusal() {
    if (texts.isEmpty()) {
      return null;
    }
    String all = String.join("\n", texts);
    return WriteRefusal.badRequest(omitted == 0 ? all : all + "\nand " + omitted + " more");
  }
}
