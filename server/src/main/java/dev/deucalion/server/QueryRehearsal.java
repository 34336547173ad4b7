package dev.deucalion.server;

import dev.deucalion.http.RehearsalServer;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryCosts;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.adapter.PromqlLanguage;
import dev.deucalion.server.querylog.ActiveQueries;
import dev.deucalion.server.querylog.QueryLog;
import dev.deucalion.server.remote.read.RemoteReads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The API before an engine and a store of its own, with a client that asks it over the loopback
 * interface and over sockets in the store's directory, by turns. Now and then server and client are
 * new, as the first ones of a start are: what threads and connections do once must be hot, too. For
 * one thread.
 */
final class QueryRehearsal implements Closeable {
  private static final String API = "/api/v1";
  private static final String LOOPBACK = "127.0.0.1";

  /** Behind the newest sample, as now is: of the times before it some lie before the sample. */
  private static final long END_SECONDS = WarmUpStore.END_MS / 1_000 + 60;

  /** Within chunks. */
  private static final long START_SECONDS = 600;

  /** At most so much later and earlier than that queries begin and end: samples lie outside. */
  private static final int SHIFT_SECONDS = 150;

  /** As clients write them: in seconds, in milliseconds, and with all digits of a number. */
  private static final List<String> FRACTIONS = List.of("", ".25", ".125", ".000001192092896");

  /** So many requests are made between two changes of server and client. */
  private static final int REQUESTS_OF_A_VISIT = 200;

  /** Of the ways in which requests are made. */
  private static final long SEED = 1;

  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private final WarmUpStore store;
  private final PromqlEngine engine;
  private final ActiveQueries active;
  private final HttpResources resources =
      new HttpResources(MAX_ANSWER_BYTES, "rehearsal", Map.of(), Resolver.SYSTEM);
  private final Random random = new Random(SEED);
  private Visit visit;
  private int visits;
  private int requests;

  /** A server at a URL and who asks it. */
  private record Visit(RehearsalServer server, String url, RehearsalClient client)
      implements Closeable {
    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  private QueryRehearsal(WarmUpStore store, PromqlEngine engine, ActiveQueries active)
      throws IOException {
    this.store = store;
    this.engine = engine;
    this.active = active;
    this.visit = newVisit();
  }

  /**
   * Makes store, server and client.
   *
   * @throws IOException when there is no temporary directory that can be written to
   */
  static QueryRehearsal create() throws IOException {
    WarmUpStore store = WarmUpStore.create();
    try {
      return over(store);
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /** Of the same parts as in {@link Wiring}: one that is missing would not be hot. */
  private static QueryRehearsal over(WarmUpStore store) throws IOException {
    EngineOptions.MemoryLimits limits = EngineOptions.MemoryLimits.OF_HEAP;
    EngineOptions options =
        EngineOptions.DEFAULTS.withMemory(
            new EngineOptions.MemoryLimits(
                limits.queryBytes(), limits.totalBytes(), HeapRoom.ofThisProcess()));
    PromqlEngine engine = Wiring.newEngine(options, ParserOptions.DEFAULTS);
    engine.addListener(new QueryLog(Clock.SYSTEM));
    engine.addListener(new QueryCosts());
    ActiveQueries active =
        ActiveQueries.open(
            store.directory(), EngineOptions.DEFAULTS.maxConcurrency(), Clock.SYSTEM);
    engine.addListener(active);
    try {
      return new QueryRehearsal(store, engine, active);
    } catch (IOException e) {
      active.close();
      throw e;
    }
  }

  private Visit newVisit() throws IOException {
    return ++visits % 2 == 0 ? visitOverUnixSocket() : visitOverNetwork();
  }

  /** As most clients come: what only sockets in the file system make hot is not hot for them. */
  private Visit visitOverNetwork() throws IOException {
    RehearsalServer server = start(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), 0));
    Connector connector = new Connector(resources, HttpClientOptions.DEFAULTS);
    return new Visit(
        server, "http://" + LOOPBACK + ":" + server.port(), new RehearsalClient(connector, random));
  }

  private Visit visitOverUnixSocket() throws IOException {
    Path socket = store.directory().resolve("s" + visits);
    RehearsalServer server = start(UnixDomainSocketAddress.of(socket));
    Connector connector =
        Connector.toUnixSocket(resources, HttpClientOptions.DEFAULTS, socket.toString());
    return new Visit(server, "http://rehearsal", new RehearsalClient(connector, random));
  }

  private RehearsalServer start(SocketAddress address) throws IOException {
    return RehearsalServer.start(
        address,
        Clock.SYSTEM,
        engine,
        new RemoteReads(store, () -> Long.MAX_VALUE, resources, MAX_ANSWER_BYTES),
        new PromqlLanguage(ParserOptions.DEFAULTS));
  }

  private Visit visit() throws IOException {
    if (++requests % REQUESTS_OF_A_VISIT == 0) {
      visit.close();
      visit = newVisit();
    }
    return visit;
  }

  /** Asks at one time and over nearly all of the data. */
  void ask(String query, int stepSeconds) throws IOException {
    String encoded = encode(query);
    String fraction = FRACTIONS.get(random.nextInt(FRACTIONS.size()));
    String end = END_SECONDS - random.nextInt(SHIFT_SECONDS) + fraction;
    expectOk("/query", "query=" + encoded + "&time=" + end);
    expectOk(
        "/query_range",
        "query=%s&start=%s%s&end=%s&step=%s"
            .formatted(
                encoded,
                START_SECONDS + random.nextInt(SHIFT_SECONDS),
                fraction,
                end,
                stepSeconds));
  }

  /** Asks for names, values and series. */
  void lookUp() throws IOException {
    String range = "start=" + START_SECONDS + "&end=" + END_SECONDS;
    String selector =
        range + "&match%5B%5D=" + encode("rehearsal_requests_total{code=\"200\",job=\"job-0\"}");
    for (String parameters : new String[] {range, selector}) {
      expectOk("/labels", parameters);
      expectOk(get("/label/pod/values?" + parameters), "/label/pod/values");
    }
    expectOk("/series", selector);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void expectOk(String path, String parameters) throws IOException {
    try {
      Visit now = visit();
      expectOk(now.client().ask(now.url() + API + path, parameters), path);
    } catch (FetchException e) {
      throw noAnswer(e);
    }
  }

  private static void expectOk(int status, String path) {
    if (status != 200) {
      throw new IllegalStateException("status " + status + " of " + path);
    }
  }

  /** The status of the answer to a path below the API's. */
  int get(String path) throws IOException {
    try {
      Visit now = visit();
      return now.client().get(now.url() + API + path);
    } catch (FetchException e) {
      throw noAnswer(e);
    }
  }

  private static IOException noAnswer(FetchException e) {
    return new IOException("no answer: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    visit.close();
    active.close();
    store.close();
  }
}
