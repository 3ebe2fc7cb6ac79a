/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */

/**
 * A service to copy: it answers lookups over HTTP from a store, without Spark. docs/service.md
 * describes it for users.
 *
 * <p>It needs core and the JDK. Every request runs on a thread of its own, and lookups take no
 * lock. A failed lookup is an error of the request, never a missing key.
 */
package io.indexkv.examples.service;
