package dev.deucalion.http.source;

import dev.deucalion.rules.notify.Alertmanagers;

/** Who is told of alerts. */
@FunctionalInterface
public interface AlertmanagerSource {
  /** Those that are known now. */
  Alertmanagers alertmanagers();
}
