/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * Rules that change logical plans so that more joins become lookup joins, or cheaper ones.
 *
 * <p>A rule may change the order of joins and filters, but never the rows of a query. Tests compare
 * each rule with the same query without the rule.
 *
 * <p>Rules run on the driver, in the thread that plans the query. A rule leaves a plan as it is if
 * the plan has another shape. Only rules that check statements fail: they refuse what could not
 * work, and say what to do.
 *
 * <p>Internal: no compatibility is promised.
 */
package io.indexkv.spark.optimizer;
