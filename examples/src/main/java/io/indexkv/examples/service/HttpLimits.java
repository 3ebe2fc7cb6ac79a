/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

/**
 * Settings of the JDK's HTTP server that only system properties can change. The JDK reads them when
 * its first server is made. A property that is set already keeps its value.
 */
final class HttpLimits {
  private HttpLimits() {}

  static void set() {
    // the JDK closes a connection whose request or answer takes longer, in seconds
    set("sun.net.httpserver.maxReqTime", "10");
    set("sun.net.httpserver.maxRspTime", "60");
    set("sun.net.httpserver.idleInterval", "60");
    set("sun.net.httpserver.maxIdleConnections", "1000");
    // without it a small answer on an open connection can wait for the client's acknowledgement
    set("sun.net.httpserver.nodelay", "true");
    // known to newer JDKs only
    set("jdk.httpserver.maxConnections", "2000");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
