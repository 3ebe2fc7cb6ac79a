/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.ExpireOptions;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupServiceTest {
  private static final RowLayout LAYOUT =
      new RowLayout(
          Column.string("code"),
          Column.int64("size"),
          Column.decimal("price", 6, 2),
          Column.date("day"),
          Column.float64("share"),
          Column.bytes("raw"));

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  private long write(boolean upsert, String... codes) throws IOException {
    WriteOptions options = WriteOptions.defaults();
    options = upsert ? options.upsert() : options.keyColumns("code");
    try (StoreWriter<String, Row> writer =
        Store.write(directory, Keys.string(), Values.row(LAYOUT), options)) {
      for (String code : codes) {
        writer.add(
            code,
            LAYOUT.row(
                code,
                1L << 60,
                new BigDecimal("12.50"),
                LocalDate.of(2026, 11, 30),
                Double.NaN,
                null));
      }
      return writer.commit();
    }
  }

  private LookupService start() throws IOException {
    ServiceOptions d = ServiceOptions.defaults();
    return new LookupService(
        new ServedStore<>(directory, Keys.string(), text -> text, LAYOUT),
        new ServiceOptions(
            d.address(),
            0,
            100,
            4096,
            1 << 20,
            4,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ofSeconds(10)));
  }

  private HttpResponse<String> get(LookupService service, String path) throws Exception {
    return send(HttpRequest.newBuilder(service.uri(path)));
  }

  private HttpResponse<String> post(LookupService service, String path, String body)
      throws Exception {
    return send(HttpRequest.newBuilder(service.uri(path)).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
  }

  @Test
  void aKeyGivesItsRowAndTheVersion() throws Exception {
    write(false, "a", "a/b+c é\"");
    try (LookupService service = start()) {
      HttpResponse<String> found = get(service, "/latest/get/a");
      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.body())
          .isEqualTo(
              "{\"version\":\"1\",\"value\":{\"code\":\"a\",\"size\":\"1152921504606846976\",\"price\":\"12.50\",\"day\":\"2026-11-30\",\"share\":\"NaN\",\"raw\":null}}\n");
      assertThat(found.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(get(service, "/latest/get/a%2Fb+c%20%C3%A9%22").body())
          .contains("\"code\":\"a/b+c é\\\"\"");
      assertThat(get(service, "/latest/get/x").statusCode()).isEqualTo(404);
      assertThat(get(service, "/latest/get/x").body())
          .isEqualTo("{\"version\":\"1\",\"value\":null}\n");
    }
  }

  @Test
  void aVersionIsAnsweredForEver() throws Exception {
    write(false, "a");
    write(false, "b");
    try (LookupService service = start()) {
      HttpResponse<String> old = get(service, "/v/1/get/a");
      assertThat(old.statusCode()).isEqualTo(200);
      assertThat(old.body()).startsWith("{\"version\":\"1\",");
      assertThat(old.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
      assertThat(get(service, "/v/2/get/a").statusCode()).isEqualTo(404);
      assertThat(post(service, "/v/1/get", "[\"a\",\"b\"]").body())
          .startsWith("{\"version\":\"1\",\"values\":[{\"code\":\"a\"")
          .endsWith(",null]}\n");

      HttpResponse<String> none = get(service, "/v/3/get/a");
      assertThat(none.statusCode()).isEqualTo(404);
      assertThat(none.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(get(service, "/v/zero/get/a").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void onlyAFewVersionsStayOpen() throws Exception {
    for (int version = 1; version <= 9; version++) {
      write(false, "a");
    }
    try (LookupService service = start()) {
      for (int version = 1; version <= 9; version++) {
        assertThat(get(service, "/v/" + version + "/get/a").statusCode()).isEqualTo(200);
      }
      assertThat(get(service, "/status").body()).contains("\"otherVersionsOpen\" : 4");
    }
  }

  @Test
  void manyKeysAreOfOneVersionAndInOrder() throws Exception {
    write(false, "a", "b", "7");
    try (LookupService service = start()) {
      HttpResponse<String> found = post(service, "/latest/get", " [\"b\", \"x\", 7, \"b\"] ");
      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.body())
          .matches(
              "(?s)\\{\"version\":\"1\",\"values\":\\[\\{\"code\":\"b\".*\\},null,"
                  + "\\{\"code\":\"7\".*\\},\\{\"code\":\"b\".*\\}\\]\\}\n");
      assertThat(post(service, "/latest/get", "[]").body()).contains("\"values\":[]");
    }
  }

  @Test
  void wrongRequestsAreRefusedByName() throws Exception {
    write(false, "a");
    try (LookupService service = start()) {
      for (String body : new String[] {"", "{}", "[\"a\"", "[[\"a\"]]", "[null]", "[1.5]", "[]x"}) {
        HttpResponse<String> refused = post(service, "/latest/get", body);
        assertThat(refused.statusCode()).as(body).isEqualTo(400);
        assertThat(refused.body()).startsWith("{\"error\":\"expected a JSON array of keys");
      }
      assertThat(get(service, "/latest/get").statusCode()).isEqualTo(405);
      assertThat(get(service, "/latest/get").headers().firstValue("Allow")).hasValue("POST");
      assertThat(post(service, "/latest/get/a", "").statusCode()).isEqualTo(405);
      for (String path : new String[] {"/", "/latest", "/latest/get/a/b", "/v/1", "/v", "/x"}) {
        assertThat(get(service, path).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void tooMuchIsRefused() throws Exception {
    write(false, "a");
    try (LookupService service = start()) {
      String hundred = IntStream.range(0, 100).mapToObj(i -> "1").collect(Collectors.joining(","));
      assertThat(post(service, "/latest/get", "[" + hundred + "]").statusCode()).isEqualTo(200);
      assertThat(post(service, "/latest/get", "[" + hundred + ",1]").statusCode()).isEqualTo(413);
      String long1 = "[\"" + "x".repeat(5000) + "\"]";
      assertThat(post(service, "/latest/get", long1).statusCode()).isEqualTo(413);
      HttpRequest.Builder chunked =
          HttpRequest.newBuilder(service.uri("/latest/get"))
              .POST(
                  BodyPublishers.ofInputStream(
                      () -> new java.io.ByteArrayInputStream(long1.getBytes())));
      assertThat(send(chunked).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aStoreThatCannotBeReadIsNeverAMiss() throws Exception {
    String[] codes = IntStream.range(0, 1000).mapToObj(i -> "k" + i).toArray(String[]::new);
    write(false, codes);
    Path file;
    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    try (LookupService service = start()) {
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
      assertThat(get(service, "/latest/get/k0").statusCode()).isEqualTo(503);
      assertThat(post(service, "/latest/get", "[\"k0\",\"x\"]").statusCode()).isEqualTo(503);
      assertThat(get(service, "/health").statusCode()).isEqualTo(503);

      write(false, "k0");
      service.refresh();
      assertThat(get(service, "/latest/get/k0").statusCode()).isEqualTo(200);
      assertThat(get(service, "/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aVersionThatCannotBeOpenedLeavesTheOldOne() throws Exception {
    write(false, "a");
    try (LookupService service = start()) {
      write(false, "b");
      try (Stream<Path> files = Files.list(directory.resolve("data"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      service.refresh();
      assertThat(get(service, "/latest/get/a").statusCode()).isEqualTo(200);
      assertThat(get(service, "/v/2/get/b").statusCode()).isEqualTo(503);
      assertThat(get(service, "/status").body())
          .contains("\"version\" : \"1\"", "\"refreshes\" : 0", "\"failedRefreshes\" : 1")
          .contains("BrokenSnapshotException");
    }
  }

  @Test
  void statusAndMetricsCount() throws Exception {
    write(false, "a");
    try (LookupService service = start()) {
      get(service, "/latest/get/a");
      get(service, "/latest/get/x");
      post(service, "/latest/get", "[\"a\",\"x\",\"y\"]");
      write(true, "b");
      service.refresh();
      StoreHistory.of(directory).expire(ExpireOptions.keepLast(1));
      assertThat(get(service, "/v/1/get/a").statusCode()).isEqualTo(404);

      assertThat(get(service, "/status").body())
          .contains("\"version\" : \"2\"", "\"refreshes\" : 1", "\"failedRefreshes\" : 0");
      assertThat(get(service, "/metrics").body())
          .contains("indexkv_requests_total{endpoint=\"latest\",status=\"200\"} 1\n")
          .contains("indexkv_requests_total{endpoint=\"latest\",status=\"404\"} 1\n")
          .contains("indexkv_requests_total{endpoint=\"latest-batch\",status=\"200\"} 1\n")
          .contains("indexkv_keys_total{found=\"yes\"} 2\n")
          .contains("indexkv_keys_total{found=\"no\"} 3\n")
          .contains("indexkv_version 2\n", "indexkv_refreshes_total 1\n")
          .matches("(?s)(#[^\n]+\n|[a-z_]+(\\{[^}\n]+\\})? [0-9.]+\n)+");
    }
  }
}
