/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.KeySlice;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Tells where the probes of a task have found their stores: in memory, or on the disk. It looks
 * when the first probe begins and when the task ends, so lookups pay nothing. The task's own thread
 * calls all methods, or a thread that reads rows for it, as one does for Python functions.
 */
final class ProbeMemory {
  /** The tasks that run, by their attempt. */
  private static final Map<Long, ProbeMemory> TASKS = new ConcurrentHashMap<>();

  /** What a probe reads, without the manifest, because it is remembered after the task. */
  private record Opened(String location, VersionId version, KeySlice slice) {}

  private final List<TimedProbe> probes = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.currentThread();
  private final OptionalLong before = DiskWaits.ofThisThread();

  private ProbeMemory() {}

  /** Watches a probe until the task ends; does nothing if the calling thread has no task. */
  static void watch(TimedProbe probe, PinnedStore store, KeySlice slice, TaskLease lease) {
    TaskContext task = TaskContext.get();
    if (task == null || task.isCompleted()) {
      return;
    }
    TASKS.computeIfAbsent(task.taskAttemptId(), id -> begin(task)).probes.add(probe);
    Opened opened = new Opened(store.location(), store.id(), slice);
    // Spark calls the listeners of a task last first, so the lease is still open
    TaskCompletionListener end =
        context ->
            ResidentShare.of(opened, lease::memory)
                .ifPresent(share -> probe.metrics().residentShare().set(100 * share));
    task.addTaskCompletionListener(end);
  }

  private static ProbeMemory begin(TaskContext task) {
    TaskCompletionListener end = context -> TASKS.remove(context.taskAttemptId()).tellWaits();
    task.addTaskCompletionListener(end);
    return new ProbeMemory();
  }

  /** Divides the waits of the task among its probes as the time of their lookups. */
  private void tellWaits() {
    OptionalLong after = DiskWaits.ofThisThread();
    // the count of another thread says nothing about the lookups
    if (before.isEmpty() || after.isEmpty() || Thread.currentThread() != thread) {
      return;
    }
    long waits = after.getAsLong() - before.getAsLong();
    long nanos = probes.stream().mapToLong(TimedProbe::nanos).sum();
    for (TimedProbe probe : probes) {
      long share = nanos == 0 ? 0 : Math.round((double) waits * probe.nanos() / nanos);
      if (probe.metrics().diskWaits() != null) {
        probe.metrics().diskWaits().add(share);
      }
      waits -= share;
      nanos -= probe.nanos();
    }
  }
}
