/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a load test does.
 *
 * @param directory where it makes its store
 * @param java the program that runs the service
 * @param jvmOption an option of the service's JVM
 * @param seconds how long it asks
 * @param changes how many new versions it commits meanwhile
 * @param keys number of keys of the store
 * @param clients number of clients, each of which asks as fast as it gets answers
 */
record LoadOptions(
    Path directory,
    String java,
    String jvmOption,
    int seconds,
    int changes,
    int keys,
    int clients) {

  /** Ten minutes with 100 changes, or what the arguments say, as NAME=VALUE. */
  static LoadOptions parse(String... args) throws IOException {
    Path directory = null;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jvmOption = "-Xmx256m";
    int seconds = 600;
    int changes = 100;
    int keys = 1_000_000;
    int clients = 4;
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      switch (arg.substring(0, Math.max(0, arg.indexOf('=')))) {
        case "directory" -> directory = Path.of(value);
        case "java" -> java = value;
        case "jvm" -> jvmOption = value;
        case "seconds" -> seconds = Integer.parseInt(value);
        case "changes" -> changes = Integer.parseInt(value);
        case "keys" -> keys = Integer.parseInt(value);
        case "clients" -> clients = Integer.parseInt(value);
        default ->
            throw new IllegalArgumentException(
                "expected directory=, java=, jvm=, seconds=, changes=, keys= or clients=: " + arg);
      }
    }
    Path where = directory == null ? Files.createTempDirectory("indexkv-load") : directory;
    return new LoadOptions(where, java, jvmOption, seconds, changes, keys, clients);
  }
}
