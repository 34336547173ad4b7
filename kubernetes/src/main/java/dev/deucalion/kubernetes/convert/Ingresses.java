package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.IngressObject;
import dev.deucalion.kubernetes.object.IngressObject.Rule;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ingresses. */
public final class Ingresses {
  private static final String ROOT = "/";

  private Ingresses() {}

  public static IngressObject read(Ingress ingress) {
    IngressSpec spec = ingress.getSpec() == null ? new IngressSpec() : ingress.getSpec();
    List<String> tlsHosts = new ArrayList<>();
    Texts.list(spec.getTls()).forEach(tls -> tlsHosts.addAll(Texts.list(tls.getHosts())));
    List<Rule> rules = new ArrayList<>();
    for (IngressRule rule : Texts.list(spec.getRules())) {
      rules.add(new Rule(Texts.text(rule.getHost()), paths(rule.getHttp())));
    }
    return new IngressObject(
        Texts.meta(ingress.getMetadata()),
        Texts.pooled(spec.getIngressClassName()),
        tlsHosts,
        rules);
  }

  private static List<String> paths(@Nullable HTTPIngressRuleValue http) {
    if (http == null) {
      return List.of(ROOT);
    }
    List<String> paths = new ArrayList<>();
    for (HTTPIngressPath path : Texts.list(http.getPaths())) {
      String text = Texts.text(path.getPath());
      paths.add(text.isEmpty() ? ROOT : text);
    }
    return paths;
  }
}
