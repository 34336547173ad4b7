package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.options.RuleGroupOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The groups of one answer, each with the rules that are wanted of it; groups without any are left
 * out.
 *
 * @param nextToken names the group that the next page begins with, empty where there is none
 */
record RulePage(List<Group> groups, String nextToken) {
  private static final String LIMIT = "group_limit";
  private static final String TOKEN = "group_next_token";

  /** A group with some of its rules. */
  record Group(RuleGroupSnapshot group, List<RuleSnapshot> rules) {}

  /**
   * What a request asks of pages.
   *
   * @param limit most groups, 0 for all
   * @param token of the first group, empty for the first of all
   */
  record Request(int limit, String token) {
    static Request of(Parameters query) {
      String limitText = query.first(LIMIT);
      String token = query.first(TOKEN);
      if (limitText.isEmpty()) {
        if (!token.isEmpty()) {
          throw ApiException.badParameter(
              TOKEN, "group_limit needs to be present in order to paginate over the groups");
        }
        return new Request(0, "");
      }
      return new Request(limit(limitText), token);
    }

    private static int limit(String text) {
      int limit;
      try {
        limit = GoNumbers.parseInt32(text);
      } catch (NumberFormatException e) {
        throw ApiException.badParameter(
            LIMIT, "group_limit needs to be a valid number: " + e.getMessage());
      }
      if (limit <= 0) {
        throw ApiException.badParameter(LIMIT, "group_limit needs to be greater than 0");
      }
      return limit;
    }
  }

  static RulePage of(List<RuleGroupSnapshot> all, RuleFilter filter, Request request) {
    List<Group> page = new ArrayList<>();
    boolean begun = request.token.isEmpty();
    for (RuleGroupSnapshot group : all) {
      begun = begun || request.token.equals(token(group.options()));
      if (!begun || !filter.wants(group.options())) {
        continue;
      }
      List<RuleSnapshot> rules = group.rules().stream().filter(filter::wants).toList();
      if (rules.isEmpty()) {
        continue;
      }
      if (request.limit > 0 && page.size() == request.limit) {
        return new RulePage(page, token(group.options()));
      }
      page.add(new Group(group, rules));
    }
    if (!begun) {
      throw ApiException.badParameter(
          TOKEN, "invalid group_next_token '" + request.token + "'. were rule groups changed?");
    }
    return new RulePage(page, "");
  }

  private static String token(RuleGroupOptions group) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(group.key().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
