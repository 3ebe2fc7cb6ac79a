/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the keys of a batch: a JSON array of strings or whole numbers. */
final class RequestBody {
  private static final JsonFactory JSON = new JsonFactory();

  private RequestBody() {}

  /**
   * Reads a body that must not be longer than the limit. It reads no more than that.
   *
   * @throws Refusal if the body is longer
   */
  static byte[] read(HttpExchange exchange, int maxBytes) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw new Refusal(413, "expected a body of at most " + maxBytes + " bytes");
    }
    return body;
  }

  /**
   * The texts of the keys.
   *
   * @throws Refusal if the body is no array of keys, or has too many
   */
  static List<String> keys(byte[] body, int maxKeys) throws IOException {
    List<String> keys = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      require(json.nextToken() == JsonToken.START_ARRAY, json);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        JsonToken token = json.currentToken();
        require(token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT, json);
        if (keys.size() == maxKeys) {
          throw new Refusal(413, "expected at most " + maxKeys + " keys in a batch");
        }
        keys.add(json.getText());
      }
      require(json.nextToken() == null, json);
      return keys;
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "expected a JSON array of keys: " + e.getOriginalMessage());
    }
  }

  private static void require(boolean good, JsonParser json) {
    if (!good) {
      throw new Refusal(
          400,
          "expected a JSON array of keys, each a string or a whole number, at byte "
              + json.currentTokenLocation().getByteOffset());
    }
  }
}
