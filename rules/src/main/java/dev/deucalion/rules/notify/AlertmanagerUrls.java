package dev.deucalion.rules.notify;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.Relabeling;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out where alerts are sent, from what discovery found. */
public final class AlertmanagerUrls {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerUrls.class);
  private static final String API_PATH = "api/v2/alerts";

  /** The label that relabeling may set to have alerts sent to another path. */
  private static final String PATH_LABEL = "__alerts_path__";

  private AlertmanagerUrls() {}

  /** The URLs of all that was found, those in use without repetition. */
  static Alertmanagers of(AlertmanagerOptions options, List<TargetGroup> groups) {
    Set<String> active = new LinkedHashSet<>();
    List<String> dropped = new ArrayList<>();
    for (TargetGroup group : groups) {
      for (Labels target : group.targets()) {
        LabelsBuilder labels = found(options, target, group.labels());
        Labels before = labels.build();
        boolean kept = Relabeling.apply(options.relabeling(), labels);
        try {
          if (kept) {
            active.add(url(labels.build()));
          } else {
            dropped.add(url(before));
          }
        } catch (URISyntaxException e) {
          LOG.atError()
              .addKeyValue("source", group.source())
              .addKeyValue("err", e.getReason())
              .log("Creating discovered Alertmanagers failed");
        }
      }
    }
    return new Alertmanagers(List.copyOf(active), dropped);
  }

  /** Why the first group that cannot be sent to cannot; empty where all can. */
  public static String firstProblem(AlertmanagerOptions options, List<TargetGroup> groups) {
    for (TargetGroup group : groups) {
      for (Labels target : group.targets()) {
        LabelsBuilder labels = found(options, target, group.labels());
        if (Relabeling.apply(options.relabeling(), labels)) {
          try {
            url(labels.build());
          } catch (URISyntaxException e) {
            return e.getReason();
          }
        }
      }
    }
    return "";
  }

  /** The labels before relabeling: scheme and path are those of the options. */
  private static LabelsBuilder found(AlertmanagerOptions options, Labels target, Labels group) {
    LabelsBuilder labels = target.toBuilder();
    labels.set(LabelNames.SCHEME, options.scheme());
    labels.set(PATH_LABEL, path(options.pathPrefix()));
    group.forEach((name, value) -> {
      if (!target.has(name)) {
        labels.set(name, value);
      }
    });
    return labels;
  }

  /** The path of the API behind a prefix, without empty parts and dots. */
  private static String path(String prefix) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (prefix + "/" + API_PATH).split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  private static String url(Labels labels) throws URISyntaxException {
    String address = labels.get(LabelNames.ADDRESS);
    if (address.isEmpty()) {
      throw new URISyntaxException(address, "no address");
    }
    if (address.contains("/")) {
      throw new URISyntaxException(address, GoQuote.quote(address) + " is not a valid hostname");
    }
    String path = labels.get(PATH_LABEL);
    String rooted = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    return new URI(labels.get(LabelNames.SCHEME), address, rooted, null, null).toASCIIString();
  }
}
