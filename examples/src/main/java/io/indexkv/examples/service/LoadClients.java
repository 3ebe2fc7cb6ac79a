/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that ask as fast as they get answers, and check each answer. */
final class LoadClients {
  /** The kinds of requests. */
  enum Kind {
    GET("one key"),
    MISS("one absent key"),
    VERSION("one key of an older version"),
    BATCH("100 keys at once");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private static final int BATCH = 100;
  private static final int SHOWN = 20;
  private static final Pattern VERSION = Pattern.compile("\\{\"version\":\"(\\d+)\"");
  private static final Pattern ROUND = Pattern.compile("\"round\":\"(\\d+)\"");

  private final URI service;
  private final LoadStore store;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong newest = new AtomicLong(1);
  private final List<String> failures = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<Map<Kind, Latencies>> times = new ConcurrentLinkedQueue<>();

  LoadClients(URI service, LoadStore store, int count) {
    this.service = service;
    this.store = store;
    for (int i = 0; i < count; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads.add(new Thread(() -> ask(random), "client-" + i));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  void stop() throws InterruptedException {
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  long failed() {
    return failed.get();
  }

  /** The first failures, in words. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** The newest version that an answer named. */
  long newest() {
    return newest.get();
  }

  /** A row of a table for each kind, and their number of requests. Call it after {@link #stop}. */
  long table(StringBuilder out, double seconds) {
    long requests = 0;
    for (Kind kind : Kind.values()) {
      Latencies all = new Latencies();
      times.forEach(map -> all.addAll(map.get(kind)));
      out.append(all.row(kind.text, seconds)).append('\n');
      requests += all.total();
    }
    return requests;
  }

  private void ask(SplittableRandom random) {
    Map<Kind, Latencies> mine = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      mine.put(kind, new Latencies());
    }
    try (LoadClient client = new LoadClient(service)) {
      while (!stop.get()) {
        Kind kind = draw(random.nextInt(100));
        long begun = System.nanoTime();
        try {
          String problem = ask(client, kind, random);
          mine.get(kind).add(System.nanoTime() - begun);
          if (!problem.isEmpty()) {
            fail(kind + ": " + problem);
          }
        } catch (IOException e) {
          fail(kind + ": " + e);
          client.close();
        }
      }
    } catch (IOException e) {
      fail("closing a connection: " + e);
    }
    times.add(mine);
  }

  private static Kind draw(int percent) {
    if (percent < 80) {
      return Kind.GET;
    }
    return percent < 85 ? Kind.MISS : percent < 90 ? Kind.VERSION : Kind.BATCH;
  }

  /** Asks once. Returns what is wrong with the answer, or an empty text. */
  private String ask(LoadClient client, Kind kind, SplittableRandom random) throws IOException {
    long seen = newest.get();
    // one key in eight is one that changes
    int range = random.nextInt(8) == 0 ? LoadStore.HOT : store.keys();
    long key = kind == Kind.MISS ? store.keys() + random.nextInt(1000) : random.nextInt(range);
    switch (kind) {
      case VERSION -> {
        LoadClient.Reply reply = client.get("/v/" + seen + "/get/" + key);
        return check(reply, 200, seen, seen, key);
      }
      case BATCH -> {
        StringBuilder body = new StringBuilder("[").append(key);
        for (int i = 1; i < BATCH; i++) {
          body.append(',').append(random.nextInt(store.keys()));
        }
        LoadClient.Reply reply = client.post("/latest/get", body.append(']').toString());
        return check(reply, 200, seen, Long.MAX_VALUE, key);
      }
      default -> {
        LoadClient.Reply reply = client.get("/latest/get/" + key);
        return check(reply, kind == Kind.MISS ? 404 : 200, seen, Long.MAX_VALUE, key);
      }
    }
  }

  /** Checks the status, that no older version answers than before, and the row of its version. */
  private String check(LoadClient.Reply reply, int status, long min, long max, long key) {
    Matcher version = VERSION.matcher(reply.body());
    if (reply.status() != status || !version.lookingAt()) {
      return "expected status " + status + ", found " + reply;
    }
    long found = Long.parseLong(version.group(1));
    newest.accumulateAndGet(found, Math::max);
    if (found < min || found > max) {
      return "expected version " + min + " or newer, found " + found;
    }
    Long expected = store.round(found);
    Matcher round = ROUND.matcher(reply.body());
    if (key < LoadStore.HOT && expected != null) {
      if (!round.find() || Long.parseLong(round.group(1)) != expected) {
        return "expected round " + expected + " of version " + found + ", found " + reply;
      }
    }
    return "";
  }

  private void fail(String problem) {
    failed.incrementAndGet();
    synchronized (this) {
      if (failures.size() < SHOWN) {
        failures.add(problem);
      }
    }
  }
}
