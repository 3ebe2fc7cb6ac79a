/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark reads stores with forged rows, schemas, files and manifests in every way. The result must
 * be an error that names the store, or the rows that are in it. It must never be a signal, a crash
 * of the JVM, a hang, a missing row, or bytes from elsewhere.
 *
 * <p>{@code -Dindexkv.fuzz.seed=new} draws new mutants, and prints a number that repeats the run.
 * {@code -Dindexkv.fuzz.first=…} and {@code -Dindexkv.fuzz.mutants=…} choose mutants of a run,
 * {@code -Dindexkv.fuzz.forgeries=ROW,SCHEMA} kinds of mutants.
 */
@Tag("slow")
class HostileStoreTest {
  /** One seed in every build, so that a commit always gets the same answer. */
  private static final String BUILD_SEED = "20261130";

  private static final long SEED = seed(System.getProperty("indexkv.fuzz.seed", BUILD_SEED));
  private static final int FIRST = Integer.getInteger("indexkv.fuzz.first", 0);
  private static final int MUTANTS = Integer.getInteger("indexkv.fuzz.mutants", 500);

  /** A process that prints nothing for so long hangs. */
  private static final long MAX_SILENCE_SECONDS = 300;

  /** How many processes may crash before the test gives up. */
  private static final int MAX_ENDS = Integer.getInteger("indexkv.fuzz.ends", 20);

  @TempDir Path directory;

  private final List<String> faults = new ArrayList<>();

  private static long seed(String property) {
    return property.equals("new") ? System.nanoTime() : Long.parseLong(property);
  }

  @Test
  void aHostileStoreIsRefusedByNameOrReadWithinItsBounds() throws Exception {
    System.out.println("hostile stores: -Dindexkv.fuzz.seed=" + SEED);
    int next = FIRST;
    for (int ends = 0; next < FIRST + MUTANTS && ends <= MAX_ENDS; ends++) {
      next = run(next) + 1;
    }
    assertThat(faults).as("-Dindexkv.fuzz.seed=%d", SEED).isEmpty();
    assertThat(next).as("mutants that were read").isGreaterThanOrEqualTo(FIRST + MUTANTS);
  }

  /** Reads mutants, starting with one; returns the last one that the process has begun. */
  private int run(int from) throws Exception {
    Process process = start(from);
    AtomicLong heard = new AtomicLong(System.nanoTime());
    Thread watch = new Thread(() -> watch(process, heard));
    watch.setDaemon(true);
    watch.start();
    int last = from;
    String doing = "the start";
    String way = "";
    boolean ended = false;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.set(System.nanoTime());
        if (line.startsWith(FuzzProcess.TALLY)) {
          System.out.println(line);
        } else if (line.startsWith(FuzzProcess.FAULT)) {
          faults.add(line.substring(FuzzProcess.FAULT.length()));
          System.out.println(line);
        } else if (line.startsWith(FuzzProcess.BEGIN)) {
          String what = line.substring(FuzzProcess.BEGIN.length());
          if (Character.isDigit(what.charAt(0))) {
            last = Integer.parseInt(what.substring(0, what.indexOf(' ')));
            doing = what;
            way = "";
          } else {
            way = what;
          }
        } else if (line.equals(FuzzProcess.END)) {
          ended = true;
        }
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.waitFor(60, TimeUnit.SECONDS) && ended) {
      return FIRST + MUTANTS;
    }
    String fault =
        "%s | %s | the JVM ended with %d: %s".formatted(doing, way, process.exitValue(), log());
    faults.add(fault);
    System.out.println(FuzzProcess.FAULT + fault);
    return last;
  }

  private static void watch(Process process, AtomicLong heard) {
    long max = TimeUnit.SECONDS.toNanos(MAX_SILENCE_SECONDS);
    while (process.isAlive()) {
      if (System.nanoTime() - heard.get() > max) {
        process.destroyForcibly();
      }
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Process start(int from) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX"))
        .forEach(command::add);
    command.add("-Xmx768m");
    command.add("-Xss1m");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + directory.resolve("crash-%p.log"));
    String forgeries = System.getProperty(FuzzProcess.FORGERIES);
    if (forgeries != null) {
      command.add("-D" + FuzzProcess.FORGERIES + "=" + forgeries);
    }
    command.add(FuzzProcess.class.getName());
    command.add(directory.toString());
    command.add(Long.toString(SEED));
    command.add(Integer.toString(from));
    command.add(Integer.toString(FIRST + MUTANTS));
    ProcessBuilder builder = new ProcessBuilder(command);
    // surefire's own class path is a jar that refers to the real class path
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return builder.redirectError(directory.resolve("errors").toFile()).start();
  }

  /** The last lines that the process has written, and the frames in which it has crashed. */
  private String log() throws IOException {
    StringBuilder out = new StringBuilder();
    String errors = Files.readString(directory.resolve("errors"));
    out.append(errors.substring(Math.max(0, errors.length() - 1500)).replace('\n', ' '));
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("crash")).toList()) {
        Files.readString(file)
            .lines()
            .dropWhile(line -> !line.startsWith("# Problematic frame"))
            .filter(line -> line.matches("^[#VvjJC] .*"))
            .limit(25)
            .forEach(line -> out.append(" < ").append(line));
        Files.delete(file);
      }
    }
    return out.toString();
  }
}
