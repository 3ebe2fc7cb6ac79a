/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.Locale;
import java.util.OptionalDouble;

/** The medians as Markdown, a table for each query of each case. */
record ResultTable(Medians medians, JoinOptions options) {
  private static final double MEBIBYTE = 1 << 20;

  String markdown() {
    StringBuilder text = new StringBuilder();
    JoinCase lastCase = null;
    JoinQuery lastQuery = null;
    for (Subject subject : medians.subjects()) {
      if (subject.ofCase() != lastCase || subject.query() != lastQuery) {
        lastCase = subject.ofCase();
        lastQuery = subject.query();
        text.append(head(subject));
      }
      text.append(row(subject));
    }
    return text.toString();
  }

  private String head(Subject subject) {
    return """

        **%s, %s**: %s; `%s`

        | variant | median s | min–max | × lookup | CPU s | peak heap MiB | after GC MiB | shuffled MiB |
        |---|---|---|---|---|---|---|---|
        """
        .formatted(
            subject.ofCase(),
            subject.query(),
            options.data(subject.ofCase()),
            subject.query().sql(JoinVariant.LOOKUP));
  }

  private String row(Subject subject) {
    double median = medians.median(subject, Measurement::seconds).orElseThrow();
    OptionalDouble lookup = medians.median(subject.with(JoinVariant.LOOKUP), Measurement::seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f–%.2f | %s | %.1f | %.0f | %.0f | %.1f |%n",
        subject.variant(),
        median,
        medians.min(subject, Measurement::seconds).orElseThrow(),
        medians.max(subject, Measurement::seconds).orElseThrow(),
        lookup.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", median / lookup.getAsDouble()),
        medians.median(subject, Measurement::cpuSeconds).orElseThrow(),
        medians.max(subject, Measurement::peakHeap).orElseThrow() / MEBIBYTE,
        medians.max(subject, Measurement::collectedHeap).orElseThrow() / MEBIBYTE,
        medians.max(subject, Measurement::shuffled).orElseThrow() / MEBIBYTE);
  }
}
