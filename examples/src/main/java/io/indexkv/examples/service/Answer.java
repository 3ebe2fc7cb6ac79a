/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * What the service sends.
 *
 * @param forever whether the same request has the same answer for ever, so that caches may keep it
 */
record Answer(int status, String type, byte[] body, boolean forever) {
  private static final String JSON = "application/json";

  static Answer json(int status, byte[] body, boolean forever) {
    return new Answer(status, JSON, body, forever);
  }

  static Answer text(String type, String text) {
    return new Answer(200, type, text.getBytes(UTF_8), false);
  }

  static Answer error(int status, String reason) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(reason));
    return json(status, ("{\"error\":\"" + quoted + "\"}\n").getBytes(UTF_8), false);
  }
}
