/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.indexkv.OpenOptions;
import io.indexkv.RefreshingStore;
import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A service in plain Java, without Spark. It answers {@code /airports/SEA} from the store that
 * {@link FlightsExample} writes with Spark. It switches to each newer version within a minute.
 */
public final class AirportService implements Closeable {
  private static final RowLayout AIRPORT =
      new RowLayout(
          Column.string("iata"),
          Column.string("name"),
          Column.string("city"),
          Column.string("state"),
          Column.string("country"),
          Column.float64("latitude"),
          Column.float64("longitude"));

  private static final int NAME = AIRPORT.ordinal("name");
  private static final int CITY = AIRPORT.ordinal("city");
  private static final String PATH = "/airports/";

  private final RefreshingStore<String, Row> airports;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * Starts the service on the loopback interface.
   *
   * @param port 0 for any free port
   */
  AirportService(Path store, int port) throws IOException {
    airports =
        RefreshingStore.open(store, Keys.string(), Values.row(AIRPORT), OpenOptions.defaults());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(PATH, this::answer);
    server.setExecutor(threads);
    server.start();
    clock.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.MINUTES);
  }

  /** Takes two arguments: the directory of the store and a port. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected the directory of the store and a port");
    }
    AirportService service = new AirportService(Path.of(args[0]), Integer.parseInt(args[1]));
    System.out.println("ask " + service.uri("SEA"));
  }

  /** The address that answers for an airport. */
  URI uri(String code) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    try {
      return new URI("http", null, host, address.getPort(), PATH + code, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Switches to the newest version. If that version cannot be opened, the old one keeps answering.
   */
  void refresh() {
    try {
      if (airports.refresh()) {
        System.out.println("version " + airports.version());
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("the airports stay at version " + airports.version() + ": " + e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Row airport = airports.get(exchange.getRequestURI().getPath().substring(PATH.length()));
      byte[] text =
          airport == null
              ? "no such airport\n".getBytes(UTF_8)
              : (airport.string(NAME) + ", " + airport.string(CITY) + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(airport == null ? 404 : 200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    server.stop(0);
    threads.shutdown();
    airports.close();
  }
}
