package dev.deucalion.kubernetes.options;

import java.util.List;

/** What targets are made of. */
public enum Role {
  NODE("node"),
  POD("pod"),
  SERVICE("service"),
  ENDPOINTS("endpoints"),
  ENDPOINTSLICE("endpointslice"),
  INGRESS("ingress");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  /** As in the configuration. */
  public String text() {
    return text;
  }

  /** The roles whose objects can be selected for this one, in the order that messages have. */
  public List<Role> selectable() {
    return switch (this) {
      case POD -> List.of(POD, NODE);
      case SERVICE -> List.of(SERVICE);
      case ENDPOINTSLICE -> List.of(POD, SERVICE, ENDPOINTSLICE);
      case ENDPOINTS -> List.of(POD, SERVICE, ENDPOINTS);
      case NODE -> List.of(NODE);
      case INGRESS -> List.of(INGRESS);
    };
  }

  /**
   * The role of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role of(String text) {
    for (Role role : values()) {
      if (role.text.equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException("unknown Kubernetes SD role \"" + text + "\"");
  }
}
