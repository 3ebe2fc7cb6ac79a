/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Describes who commits a version. The facts go into the summary of its manifest, for people only.
 *
 * @param facts values by their names in docs/store-layout.md
 */
public record Author(Map<String, String> facts) {
  private static final String RELEASE = "/io/indexkv/release.properties";

  /**
   * Maximum length of a fact in characters; a longer one is cut. Every reader reads the whole
   * manifest, so it must stay short.
   */
  private static final int MAX_LENGTH = 200;

  public Author {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** Describes this process: its user, its host, its program and the version of IndexKV. */
  public static Author process() {
    return OfProcess.AUTHOR;
  }

  /** Adds a fact, or replaces the fact of that name. */
  public Author with(String fact, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(fact, value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "…");
    return new Author(more);
  }

  /** Holds the author, which is made once, because it does not change. */
  private static final class OfProcess {
    private static final Author AUTHOR =
        new Author(Map.of())
            .with("indexkv", release())
            .with("user", System.getProperty("user.name", "unknown"))
            .with("host", host())
            .with("program", program());

    private static String release() {
      Properties properties = new Properties();
      try (InputStream in = Author.class.getResourceAsStream(RELEASE)) {
        if (in == null) {
          return "unknown";
        }
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(RELEASE, e);
      }
      return properties.getProperty("version", "unknown");
    }

    // asks the kernel first, because a name service may take minutes to answer
    private static String host() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        return hostByName();
      }
    }

    private static String hostByName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown";
      }
    }

    /** The main class, or the file name of its jar. */
    private static String program() {
      String command = System.getProperty("sun.java.command", "unknown").split(" ", 2)[0];
      return command.substring(command.lastIndexOf('/') + 1);
    }
  }
}
