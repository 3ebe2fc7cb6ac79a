/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.indexkv.error.UnsupportedFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers lookups over HTTP, in the newest version of a store or in one that the request names. It
 * moves to newer versions while requests go on.
 */
final class LookupService implements Closeable {
  private static final System.Logger LOG = System.getLogger(LookupService.class.getName());

  static {
    HttpLimits.set();
  }

  private final ServiceOptions options;
  private final Metrics metrics = new Metrics();
  private final Health health = new Health();
  private final AtomicInteger running = new AtomicInteger();
  private final Lookups<?> lookups;
  private final Refreshes refreshes;
  private final Endpoints endpoints;
  private final HttpServer server;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /**
   * Opens the newest version of the store, and begins to answer.
   *
   * @throws IOException if the store or the port cannot be opened
   */
  <K> LookupService(ServedStore<K> served, ServiceOptions options) throws IOException {
    this.options = options;
    server = HttpServer.create(new InetSocketAddress(options.address(), options.port()), 0);
    try {
      lookups = new Lookups<>(served, options, metrics);
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      clock.shutdown();
      throw e;
    }
    refreshes = new Refreshes(lookups.newest());
    Status status = new Status(lookups, refreshes, metrics);
    endpoints = new Endpoints(lookups, options, status, health);
    threads = RequestThreads.start(options.threads());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    long pause = Math.max(1, options.refresh().toMillis());
    clock.scheduleWithFixedDelay(this::refresh, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** The address of a path of this service. */
  URI uri(String path) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + address.getPort() + path);
  }

  /** Looks for a newer version now. The service does so by itself, too. */
  void refresh() {
    if (refreshes.run()) {
      health.versionChanged();
    }
    lookups.pinned().closeSome();
  }

  private void handle(HttpExchange exchange) {
    running.incrementAndGet();
    long begun = System.nanoTime();
    try (exchange) {
      Endpoints.Call call = endpoints.find(exchange);
      Answer answer = answer(call);
      send(exchange, answer);
      metrics.answered(call.endpoint(), answer.status(), System.nanoTime() - begun);
    } catch (IOException e) {
      metrics.brokenConnections.increment(); // the client has gone, and nobody waits for an answer
    } finally {
      running.decrementAndGet();
    }
  }

  private Answer answer(Endpoints.Call call) throws IOException {
    try {
      return call.work().run();
    } catch (Refusal e) {
      return Answer.error(e.status(), e.getMessage());
    } catch (UnsupportedFormatException | UncheckedIOException e) {
      return unreadable(e);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      return Answer.error(500, "the request failed; the log of the service says why");
    }
  }

  private Answer unreadable(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, "a lookup could not read the store: " + e.getMessage());
    health.lookupFailed();
    return Answer.error(503, "the store cannot be read; the log of the service says why");
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set(
        "Cache-Control", answer.forever() ? "public, max-age=31536000, immutable" : "no-store");
    if (health.isStopping() || answer.status() == 413) {
      headers.set("Connection", "close");
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  /**
   * Stops in order: health tells load balancers to leave, requests are answered for a while, and
   * those that are running end.
   */
  @Override
  public void close() {
    health.stop();
    clock.shutdown();
    long begun = System.nanoTime();
    try {
      Thread.sleep(options.drain().toMillis());
      while (running.get() > 0 && System.nanoTime() - begun < limit()) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stop at once
    }
    server.stop(1); // takes a request that came in the last moment to its end
    threads.shutdown();
    lookups.close();
  }

  private long limit() {
    return options.drain().plus(options.stop()).toNanos();
  }
}
