/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownTableSample;

/**
 * Lets a scan builder take {@code TABLESAMPLE SYSTEM}. Spark 4.2 asks by a method that names a type
 * of its own. So a proxy has that method, and gives all other calls to the builder.
 */
record SamplingBuilder(ScanBuilder builder, Sampler sampler) implements InvocationHandler {

  /** What a builder does with a sample. */
  interface Sampler {
    /**
     * Takes a sample of slices in place of the whole store.
     *
     * @param lower begin of the part, from 0 to 1
     * @param upper end of the part
     * @return whether the builder does so
     */
    boolean sample(double lower, double upper, long seed);
  }

  /** The type that Spark 4.2 brought. */
  private static final String SAMPLE_METHOD = "org.apache.spark.sql.connector.read.SampleMethod";

  private static final boolean OFFERED = isOffered();

  private static boolean isOffered() {
    try {
      Class.forName(SAMPLE_METHOD, false, SamplingBuilder.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The builder itself if this Spark has no {@code TABLESAMPLE SYSTEM}. */
  static ScanBuilder of(ScanBuilder builder, Sampler sampler) {
    if (!OFFERED) {
      return builder;
    }
    Class<?>[] types =
        Stream.concat(
                Stream.of(builder.getClass().getInterfaces()),
                Stream.of(SupportsPushDownTableSample.class))
            .toArray(Class<?>[]::new);
    return (ScanBuilder)
        Proxy.newProxyInstance(
            SamplingBuilder.class.getClassLoader(), types, new SamplingBuilder(builder, sampler));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    if (method.getDeclaringClass() == SupportsPushDownTableSample.class) {
      return args.length == 5
          && args[4].toString().equals("SYSTEM")
          && !(boolean) args[2]
          && sampler.sample((double) args[0], (double) args[1], (long) args[3]);
    }
    try {
      return method.invoke(builder, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
