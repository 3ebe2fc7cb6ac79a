/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void valuesOfAllKinds() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("numbers", List.of((byte) 1, -2, 3L, BigInteger.TEN.pow(20), new AtomicLong(5)));
    json.put("fractions", List.of(0.5f, 1e300));
    json.put("others", Arrays.asList(null, true, "a\"\n\u0007é", 'c'));

    assertThat(JsonText.of(json, UnaryOperator.identity()))
        .isEqualTo(
            "{\"numbers\":[1,-2,3,100000000000000000000,5],\"fractions\":[0.5,1.0E300],"
                + "\"others\":[null,true,\"a\\\"\\n\\u0007é\",\"c\"]}");
  }

  @Test
  void anObjectMayRepeatNames() {
    assertThat(
            JsonText.of(
                new JsonText.Members(List.of("a", "a"), List.of(1, Map.of())),
                UnaryOperator.identity()))
        .isEqualTo("{\"a\":1,\"a\":{}}");
  }

  @Test
  void eachValueIsReplaced() {
    assertThat(
            JsonText.of(
                List.of(1L, Map.of("a", List.of(2L))),
                value -> value instanceof Long ? "long " + value : value))
        .isEqualTo("[\"long 1\",{\"a\":[\"long 2\"]}]");
  }

  @Test
  void aTextHasAFormInUtf8() {
    assertThat(JsonText.of("\ud83d\ude00 \ud83d", UnaryOperator.identity()))
        .isEqualTo("\"\ud83d\ude00 \\ud83d\"");
  }
}
