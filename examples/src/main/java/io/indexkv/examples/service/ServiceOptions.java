/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of a service.
 *
 * @param address the address that it listens on
 * @param port the port that it listens on; 0 for any free one
 * @param maxKeys maximum number of keys in a batch
 * @param maxBodyBytes maximum length of a request's body
 * @param maxAnswerBytes maximum length of an answer's body
 * @param threads number of threads, if the JDK has no virtual threads
 * @param refresh pause between two looks for a newer version
 * @param drain how long it goes on answering after it was told to stop, so that clients can leave
 * @param stop how long it then waits for requests that are running
 */
record ServiceOptions(
    InetAddress address,
    int port,
    int maxKeys,
    int maxBodyBytes,
    int maxAnswerBytes,
    int threads,
    Duration refresh,
    Duration drain,
    Duration stop) {
  /** The names of the options, without their hyphens. */
  static final List<String> NAMES =
      List.of("host", "port", "max-keys", "threads", "refresh-ms", "drain-ms", "stop-ms");

  /** Listens on the loopback interface only, on any free port. */
  static ServiceOptions defaults() {
    return new ServiceOptions(
        InetAddress.getLoopbackAddress(),
        0,
        10_000,
        1 << 20,
        64 << 20,
        64,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10));
  }

  /** These options with others from a command line. */
  static ServiceOptions of(Map<String, String> given) {
    ServiceOptions d = defaults();
    Map<String, String> left = new HashMap<>(given);
    return new ServiceOptions(
        address(left.get("host"), d.address),
        number(left, "port", d.port),
        number(left, "max-keys", d.maxKeys),
        d.maxBodyBytes,
        d.maxAnswerBytes,
        number(left, "threads", d.threads),
        Duration.ofMillis(number(left, "refresh-ms", (int) d.refresh.toMillis())),
        Duration.ofMillis(number(left, "drain-ms", (int) d.drain.toMillis())),
        Duration.ofMillis(number(left, "stop-ms", (int) d.stop.toMillis())));
  }

  private static InetAddress address(String host, InetAddress otherwise) {
    try {
      return host == null ? otherwise : InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--host: expected an address of this machine: " + host, e);
    }
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String text = given.get(name);
    try {
      return text == null ? otherwise : Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": expected a number, found " + text, e);
    }
  }
}
