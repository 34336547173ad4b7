package dev.deucalion.kubernetes.group;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Objects as people write them. */
final class Yaml {
  private static final KubernetesSerialization READER = new KubernetesSerialization();

  private Yaml() {}

  static <T> T read(String yaml, Class<T> type) {
    // What begins with a brace would be taken for JSON.
    return READER.unmarshal("---\n" + yaml, type);
  }
}
