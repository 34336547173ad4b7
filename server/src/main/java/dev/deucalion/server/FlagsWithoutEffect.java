package dev.deucalion.server;

import dev.deucalion.server.flags.Flag;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.flags.WebFlags;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flags that are taken although what they ask for is not there yet. Those whose silence would
 * mislead are warned of, once at start.
 */
final class FlagsWithoutEffect {
  private static final Logger LOG = LoggerFactory.getLogger(FlagsWithoutEffect.class);
  private static final SequencedMap<Flag<?>, String> CONSEQUENCES = consequences();

  private FlagsWithoutEffect() {}

  static void warn(Flags flags) {
    CONSEQUENCES.forEach((flag, consequence) -> {
      if (flags.isGiven(flag) && !flags.get(flag).equals(flag.type().zero())) {
        LOG.atWarn()
            .addKeyValue("flag", "--" + flag.name())
            .addKeyValue("consequence", consequence)
            .log("This flag is not supported yet and has no effect");
      }
    });
  }

  private static SequencedMap<Flag<?>, String> consequences() {
    SequencedMap<Flag<?>, String> all = new LinkedHashMap<>();
    all.put(WebFlags.CONSOLE_TEMPLATES, "nothing is served under /consoles");
    return all;
  }
}
