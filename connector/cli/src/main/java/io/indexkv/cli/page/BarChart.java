/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Draws bars beside each other, as inline SVG that takes the width there is. */
final class BarChart {
  /** More bars than these are never drawn. */
  static final int MAX_BARS = 200;

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 200;
  private static final double SMALLEST = 2;

  /**
   * A bar.
   *
   * @param value its height
   * @param other a second part on top of it; 0 for none
   * @param title what it says when one points at it
   */
  record Bar(double value, double other, String title) {}

  private final List<Bar> bars = new ArrayList<>();
  private final String what;

  /**
   * Begins a chart.
   *
   * @param what what it shows, for those who cannot see it
   */
  BarChart(String what) {
    this.what = what;
  }

  void bar(double value, String title) {
    bar(value, 0, title);
  }

  void bar(double value, double other, String title) {
    if (bars.size() < MAX_BARS) {
      bars.add(new Bar(value, other, title));
    }
  }

  /**
   * Draws the chart.
   *
   * @param top says what the height of the highest bar is
   * @param axis labels below, at even distances
   */
  void draw(Html html, LongFunction<String> top, List<String> axis) {
    double highest = bars.stream().mapToDouble(bar -> bar.value() + bar.other()).max().orElse(0);
    html.open("figure");
    html.element("div", top.apply((long) highest), "class", "top");
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        what);
    double step = (double) WIDTH / Math.max(1, bars.size());
    double gap = bars.size() > 60 ? 0.5 : Math.min(8, step * 0.15);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double left = i * step + gap / 2;
      double height = height(bar.value(), highest);
      double other = height(bar.other(), highest);
      html.open("g").element("title", bar.title());
      rect(html, "bar", left, step - gap, HEIGHT - height, height);
      rect(html, "bar2", left, step - gap, HEIGHT - height - other, other);
      html.close();
    }
    html.close();
    html.open("div", "class", "axis");
    for (String label : axis) {
      html.element("span", Html.clipped(label, 40));
    }
    html.close().close();
  }

  private static double height(double value, double highest) {
    return value <= 0 || highest <= 0 ? 0 : Math.max(SMALLEST, value / highest * HEIGHT);
  }

  private static void rect(
      Html html, String style, double x, double width, double y, double height) {
    if (height > 0) {
      html.empty(
          "rect",
          "class",
          style,
          "x",
          number(x),
          "y",
          number(y),
          "width",
          number(width),
          "height",
          number(height));
    }
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
