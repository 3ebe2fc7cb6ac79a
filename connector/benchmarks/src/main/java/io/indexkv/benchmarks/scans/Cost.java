/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import com.sun.management.OperatingSystemMXBean;
import io.indexkv.benchmarks.Stopwatch;
import java.lang.management.ManagementFactory;

/**
 * What one run took.
 *
 * @param cpuSeconds processor time of the whole process, with all its threads
 */
record Cost(double seconds, double cpuSeconds) {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** The mean of several runs, one after the other. */
  static Cost of(int times, Runnable work) {
    Cost all =
        of(
            () -> {
              for (int i = 0; i < times; i++) {
                work.run();
              }
            });
    return new Cost(all.seconds / times, all.cpuSeconds / times);
  }

  static Cost of(Runnable work) {
    long cpu = PROCESS.getProcessCpuTime();
    Stopwatch watch = new Stopwatch();
    work.run();
    return new Cost(watch.seconds(), (PROCESS.getProcessCpuTime() - cpu) / 1e9);
  }
}
