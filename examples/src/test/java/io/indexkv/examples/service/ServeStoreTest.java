/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own. */
class ServeStoreTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path directory;

  private LoadStore store() throws IOException {
    LoadStore store = new LoadStore(directory.resolve("store"), 2000);
    store.create();
    return store;
  }

  @Test
  void halfSentRequestsHoldNobodyUpAndEnd() throws Exception {
    LoadStore store = store();
    List<Socket> half = new ArrayList<>();
    try (LoadedProcess service =
        LoadedProcess.start(JAVA, "-Dsun.net.httpserver.maxReqTime=1", store, "--threads", "20")) {
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket(service.uri().getHost(), service.uri().getPort());
        half.add(socket);
        String request =
            i % 2 == 0
                ? "GET /latest/get/1 HTT"
                : "POST /latest/get HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n[1,";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
      }
      try (LoadClient client = new LoadClient(service.uri())) {
        assertThat(client.get("/latest/get/1").status()).isEqualTo(200);
        for (Socket socket : half) {
          socket.setSoTimeout(60_000);
          assertThat(ended(socket)).isTrue();
        }
        assertThat(client.get("/latest/get/1").status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : half) {
        socket.close();
      }
    }
  }

  /** Whether the service ends a connection, with or without an answer. */
  private static boolean ended(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // what is left of an answer
      }
      return true;
    } catch (java.net.SocketException e) {
      return true; // a reset
    }
  }

  @Test
  void stopsUnderLoadWithoutHalfAnAnswer() throws Exception {
    LoadStore store = store();
    AtomicInteger answered = new AtomicInteger();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    try (LoadedProcess service =
        LoadedProcess.start(JAVA, "-Xmx128m", store, "--drain-ms", "300")) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread = new Thread(() -> askUntilItEnds(service, answered, wrong));
        thread.start();
        clients.add(thread);
      }
      while (answered.get() < 1000) {
        Thread.sleep(10);
      }
      service.terminate();
      assertThat(service.awaitEnd()).isTrue();
      for (Thread client : clients) {
        client.join();
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * Asks until the service takes no more connections. Each connection is for one answer or more.
   */
  private static void askUntilItEnds(
      LoadedProcess service, AtomicInteger answered, ConcurrentLinkedQueue<String> wrong) {
    try (LoadClient client = new LoadClient(service.uri())) {
      while (true) {
        LoadClient.Reply reply = client.post("/latest/get", "[1,2,3,4000]");
        if (reply.status() != 200 || !reply.body().endsWith(",null]}\n")) {
          wrong.add(reply.toString());
        }
        answered.incrementAndGet();
      }
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().contains("the answer ends after")) {
        wrong.add(e.toString());
      }
    }
  }

  @Test
  void versionsChangeUnderLoad() throws Exception {
    ServiceLoad.Report report =
        ServiceLoad.run(
            LoadOptions.parse(
                "directory=" + directory, "seconds=5", "changes=10", "keys=5000", "clients=2"));

    assertThat(report.failures()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.requests()).isGreaterThan(100);
    assertThat(report.versions()).isGreaterThan(5);
    // the newest version, at most four that were named, and one that a refresh has just opened
    long most =
        report.samples().stream().mapToLong(ServiceLoad.Sample::mappedParts).max().orElse(0);
    assertThat(most).isLessThanOrEqualTo(6L * 11);
  }

  @Test
  void columnsAreReadAsInspectPrintsThem() {
    ServedStore<?> store =
        StoreColumns.parse(
            directory,
            "day",
            "day date, price decimal(10, 2), tags map<int,array<int>>, code char(3)");
    assertThat(store.layout().columns())
        .containsExactly(
            Column.date("day"),
            Column.decimal("price", 10, 2),
            Column.opaque("tags"),
            Column.string("code"));
    assertThat(store.keys().getClass()).isEqualTo(Keys.date().getClass());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreColumns.parse(directory, "id", "id number"))
        .withMessageContaining("no type number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreColumns.parse(directory, "key", "id int"))
        .withMessageContaining("no column key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreColumns.parse(directory, "on", "on boolean"))
        .withMessageContaining("--key");
  }
}
