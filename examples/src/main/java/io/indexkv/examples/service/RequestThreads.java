/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of requests: a virtual thread for each from JDK 21 on, else a bounded pool. */
final class RequestThreads {
  private RequestThreads() {}

  /**
   * Makes the threads.
   *
   * @param bound size of the pool, where there are no virtual threads
   */
  static ExecutorService start(int bound) {
    MethodHandle virtual = virtual();
    if (virtual == null) {
      return Executors.newFixedThreadPool(bound);
    }
    try {
      return (ExecutorService) virtual.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("this JDK cannot start virtual threads", e);
    }
  }

  /** Whether this JDK has virtual threads. */
  static boolean areVirtual() {
    return virtual() != null;
  }

  private static MethodHandle virtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null; // a JDK before 21
    }
  }
}
