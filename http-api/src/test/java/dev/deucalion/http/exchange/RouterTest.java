package dev.deucalion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouterTest {
  private final Handler one = exchange -> {};
  private final Handler two = exchange -> {};
  private final Router router =
      new Router()
          .add("GET POST", "/api/query", "/query", one)
          .add("GET", "/api/label/:name/values", "/label/:name/values", two)
          .add("OPTIONS", "/api/*path", "/*path", two)
          .add("GET", "/-/ready", "/-/ready", one);

  @Test
  void fixedPaths() {
    assertThat(router.find(request("GET", "/api/query")).handler()).isSameAs(one);
    assertThat(router.find(request("POST", "/api/query")).label()).isEqualTo("/query");
  }

  @Test
  void namedParts() {
    Router.Match match = router.find(request("GET", "/api/label/a b/values"));
    assertThat(match.handler()).isSameAs(two);
    assertThat(match.request().pathParameter("name")).isEqualTo("a b");
    assertThat(router.find(request("GET", "/api/label/a/b/values")).label()).isNull();
    assertThat(router.find(request("GET", "/api/label/values")).label()).isNull();
  }

  @Test
  void anyRest() {
    assertThat(router.find(request("OPTIONS", "/api/what/ever")).label()).isEqualTo("/*path");
    assertThat(router.find(request("OPTIONS", "/api/query")).label()).isEqualTo("/*path");
  }

  @Test
  void unknownPathsAndMethodsAreNotCounted() {
    assertThat(router.find(request("GET", "/nosuch")).label()).isNull();
    assertThat(router.find(request("DELETE", "/api/query")).label()).isNull();
  }

  @Test
  void cleansPaths() {
    assertThat(Paths.clean("/a/b")).isEqualTo("/a/b");
    assertThat(Paths.clean("//a///b/")).isEqualTo("/a/b/");
    assertThat(Paths.clean("/a/./b/../c")).isEqualTo("/a/c");
    assertThat(Paths.clean("/../..")).isEqualTo("/");
    assertThat(Paths.clean("//")).isEqualTo("/");
    assertThat(Paths.clean("/.well-known/x")).isEqualTo("/.well-known/x");
  }

  @Test
  void labelsComeOnce() {
    assertThat(router.labels())
        .containsExactly("/*path", "/-/ready", "/label/:name/values", "/query");
  }

  private static Request request(String method, String path) {
    return new Request(
        method, path, "", Parameters.NONE, Parameters.NONE, Map.of(), Body.EMPTY, name -> null);
  }
}
