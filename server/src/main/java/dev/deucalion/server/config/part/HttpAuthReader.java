package dev.deucalion.server.config.part;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how a client says who it is: at most one way. Used once. */
final class HttpAuthReader {
  private static final String BEARER = "Bearer";
  private static final String ONE_WAY =
      "at most one of basic_auth, oauth2 & authorization must be configured";

  private final MapReader in;
  private final Reading reading;

  HttpAuthReader(MapReader in, Reading reading) {
    this.in = in;
    this.reading = reading;
  }

  HttpAuth read() {
    Node basicNode = in.take("basic_auth");
    HttpAuth basic = basicNode == null ? null : readBasic(basicNode);
    Node place = in.keyNode("authorization");
    Node authorizationNode = in.take("authorization");
    HttpAuth authorization =
        authorizationNode == null ? null : readAuthorization(authorizationNode);
    Node oauth2Place = in.keyNode("oauth2");
    Node oauth2Node = in.take("oauth2");
    HttpAuth oauth2 = oauth2Node == null ? null : new OAuth2Reader(in, reading).read(oauth2Node);
    HttpAuth bearer = readBearer(basic != null || oauth2 != null, authorization != null);
    if (authorization != null && (basic != null || oauth2 != null)) {
      reading.problems().at(place, ONE_WAY);
    } else if (basic != null && oauth2 != null) {
      reading.problems().at(oauth2Place, ONE_WAY);
    }
    if (oauth2 != null) {
      return oauth2;
    }
    if (basic != null) {
      return basic;
    }
    if (authorization != null) {
      return authorization;
    }
    return bearer == null ? new HttpAuth.None() : bearer;
  }

  private HttpAuth readBasic(Node node) {
    MapReader section = new MapReader(node, "config.plain", reading.problems());
    String username = section.text("username", "");
    String usernameFile = reading.path(section, "username_file");
    String password = section.secret("password");
    String passwordFile = reading.path(section, "password_file");
    SecretReferences.note(section, reading, "username_ref", "password_ref");
    section.finish();
    in.print("basic_auth", section.printed());
    return new HttpAuth.Basic(
        either(
            node,
            username,
            usernameFile,
            "at most one of basic_auth username, username_file & username_ref must be configured"),
        either(
            node,
            password,
            passwordFile,
            "at most one of basic_auth password, password_file & password_ref must be configured"));
  }

  private HttpAuth readAuthorization(Node node) {
    MapReader section = new MapReader(node, "config.Authorization", reading.problems());
    String given = section.text("type", "").strip();
    String type = given.isEmpty() ? BEARER : given;
    section.print("type", type);
    String credentials = section.secret("credentials");
    String file = reading.path(section, "credentials_file");
    SecretReferences.note(section, reading, "credentials_ref");
    section.finish();
    if (type.toLowerCase(Locale.ROOT).equals("basic")) {
      reading
          .problems()
          .at(node, "authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
    }
    in.print("authorization", section.printed());
    Secret secret =
        either(
            node,
            credentials,
            file,
            "at most one of authorization credentials & credentials_file must be configured");
    return new HttpAuth.Credentials(type, secret == null ? Secret.of("") : secret);
  }

  /** Reads the old form of a bearer token, which is shown in the new one. */
  private @Nullable HttpAuth readBearer(boolean hasOther, boolean hasAuthorization) {
    Node place = in.keyNode(in.has("bearer_token") ? "bearer_token" : "bearer_token_file");
    String token = in.textOf(in.take("bearer_token"));
    String file = reading.resolve(in.textOf(in.take("bearer_token_file")));
    if (token.isEmpty() && file.isEmpty()) {
      return null;
    }
    if (hasOther) {
      reading
          .problems()
          .at(
              place,
              "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be"
                  + " configured");
    }
    if (hasAuthorization) {
      reading
          .problems()
          .at(place, "authorization is not compatible with bearer_token & bearer_token_file");
    }
    Secret secret =
        either(
            place,
            token,
            file,
            "at most one of bearer_token & bearer_token_file must be configured");
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("type", BEARER);
    printed.put(
        token.isEmpty() ? "credentials_file" : "credentials", token.isEmpty() ? file : "<secret>");
    in.print("authorization", printed);
    return new HttpAuth.Credentials(BEARER, secret == null ? Secret.of("") : secret);
  }

  private @Nullable Secret either(Node place, String text, String file, String conflict) {
    return SecretChoice.of(reading, place, text, file, conflict);
  }
}
