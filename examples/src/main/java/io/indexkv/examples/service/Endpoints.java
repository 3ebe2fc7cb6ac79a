/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;

/** Which request means what. */
final class Endpoints {
  /** A request that was understood, with its kind for metrics. */
  record Call(String endpoint, Work work) {}

  /** Makes the answer. */
  interface Work {
    Answer run() throws IOException;
  }

  private final Lookups<?> lookups;
  private final ServiceOptions options;
  private final Status status;
  private final Health health;

  Endpoints(Lookups<?> lookups, ServiceOptions options, Status status, Health health) {
    this.lookups = lookups;
    this.options = options;
    this.status = status;
    this.health = health;
  }

  /** Finds out what a request wants. */
  Call find(HttpExchange exchange) {
    String[] path = exchange.getRequestURI().getRawPath().split("/", -1);
    if (path.length == 2) {
      return switch (path[1]) {
        case "status" -> read(exchange, "status", status::json);
        case "health" -> read(exchange, "health", this::health);
        case "metrics" -> read(exchange, "metrics", status::prometheus);
        default -> unknown();
      };
    }
    if (path.length > 3 && path[1].equals("v")) {
      return lookup(exchange, version(path[2]), path, 3, "version");
    }
    if (path.length > 2 && path[1].equals("latest")) {
      return lookup(exchange, 0, path, 2, "latest");
    }
    return unknown();
  }

  /** A lookup, where {@code at} is the place of the word get in the path. */
  private Call lookup(HttpExchange exchange, long version, String[] path, int at, String name) {
    int behind = path.length - at - 1;
    if (!path[at].equals("get") || behind > 1) {
      return unknown();
    }
    if (version < 0) {
      return refused(name, 400, "expected the number of a version behind /v/");
    }
    if (behind == 1) {
      return read(exchange, name, () -> lookups.one(version, decoded(path[at + 1])));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return wrongMethod(exchange, name, "POST");
    }
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && length.length() > 9 || length(length) > options.maxBodyBytes()) {
      return refused(name, 413, "expected a body of at most " + options.maxBodyBytes() + " bytes");
    }
    return new Call(
        name + "-batch",
        () -> {
          byte[] body = RequestBody.read(exchange, options.maxBodyBytes());
          List<String> keys = RequestBody.keys(body, options.maxKeys());
          return lookups.many(version, keys);
        });
  }

  private static int length(String header) {
    return header == null || !header.matches("\\d{1,9}") ? 0 : Integer.parseInt(header);
  }

  /** The number of a version, or -1 if it is none. */
  private static long version(String text) {
    return text.matches("[1-9]\\d{0,17}") ? Long.parseLong(text) : -1;
  }

  /** The text behind a percent-encoded part of a path, in which a plus is itself. */
  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "expected a percent-encoded key: " + e.getMessage());
    }
  }

  private Answer health() {
    String problem = health.problem();
    return problem.isEmpty() ? Answer.text("text/plain", "ok\n") : Answer.error(503, problem);
  }

  private static Call read(HttpExchange exchange, String name, Work work) {
    return exchange.getRequestMethod().equals("GET")
        ? new Call(name, work)
        : wrongMethod(exchange, name, "GET");
  }

  private static Call wrongMethod(HttpExchange exchange, String name, String expected) {
    exchange.getResponseHeaders().set("Allow", expected);
    return refused(name, 405, "expected the method " + expected);
  }

  private static Call unknown() {
    return refused(
        "unknown",
        404,
        "expected /latest/get/KEY, /v/VERSION/get/KEY, /status, /health or /metrics");
  }

  private static Call refused(String name, int status, String reason) {
    return new Call(name, () -> Answer.error(status, reason));
  }
}
