/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.OutputException;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.error.CorruptFileException;
import io.indexkv.error.DuplicateKeyException;
import io.indexkv.error.UnsupportedFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Turns a failure into an exit code and into lines for people: message, cause and remedy. */
final class FailureReport {
  private FailureReport() {}

  static int exitCode(Throwable failure) {
    if (failure instanceof OutputException output && output.isClosedPipe()) {
      return ExitCode.CLOSED_PIPE;
    }
    return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
  }

  /**
   * Describes a failure.
   *
   * @param trace whether to add the stack trace
   */
  static List<String> lines(Throwable failure, boolean trace) {
    boolean wrapped = failure.getClass() == UncheckedIOException.class;
    Throwable shown = wrapped ? failure.getCause() : failure;
    List<String> lines = new ArrayList<>();
    lines.add("indexkv: " + Text.escaped(message(shown)));
    String cause = cause(shown);
    if (!cause.isEmpty()) {
      lines.add("  cause   " + Text.escaped(cause));
    }
    String remedy = remedy(shown);
    if (!remedy.isEmpty()) {
      lines.add("  to do   " + remedy);
    }
    if (trace) {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      lines.addAll(text.toString().lines().toList());
    }
    return lines;
  }

  private static String message(Throwable failure) {
    if (failure instanceof FileSystemException e) {
      String reason =
          e.getReason() != null
              ? e.getReason()
              : e instanceof NoSuchFileException
                  ? "there is no such file"
                  : e instanceof AccessDeniedException ? "access is denied" : e.toString();
      return e.getFile() == null ? reason : e.getFile() + ": " + reason;
    }
    if (failure instanceof LinkageError || failure instanceof ClassNotFoundException) {
      return "a library is missing: " + failure;
    }
    String message = failure.getMessage();
    boolean named = failure instanceof IOException || failure instanceof RuntimeException;
    if (message == null || message.isBlank()) {
      return failure.getClass().getName();
    }
    return named ? message : failure.getClass().getSimpleName() + ": " + message;
  }

  /** The last cause, unless the message has it already. */
  private static String cause(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    if (last == failure) {
      return "";
    }
    String text = message(last);
    return message(failure).contains(text) ? "" : text;
  }

  private static String remedy(Throwable failure) {
    if (failure instanceof UsageException usage) {
      return usage.remedy();
    }
    if (failure instanceof NoSuchFileException e) {
      boolean store = String.valueOf(e.getReason()).contains("no store");
      return store ? "check the path; indexkv import makes a store" : "check the path";
    }
    if (failure instanceof CorruptFileException || failure instanceof BrokenSnapshotException) {
      return "run indexkv verify to list all damaged files; indexkv rollback goes back to a version"
          + " without them";
    }
    if (failure instanceof UnsupportedFormatException) {
      return "use a newer indexkv";
    }
    if (failure instanceof CommitConflictException) {
      return "run the command again";
    }
    if (failure instanceof CommitStateUnknownException) {
      return "look with indexkv history whether the version is there, before you run it again";
    }
    if (failure instanceof DuplicateKeyException) {
      return "say --duplicates first or --duplicates last to keep one entry of each key";
    }
    if (isMissingClass(failure)) {
      return "add the jars of the file system to INDEXKV_CLASSPATH: hadoop-aws and the AWS SDK for"
          + " s3a";
    }
    if (failure instanceof OutOfMemoryError) {
      return "give the JVM more memory: INDEXKV_OPTS=-Xmx4g";
    }
    return "";
  }

  private static boolean isMissingClass(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      if (t instanceof LinkageError
          || t instanceof ClassNotFoundException
          || text.contains("No FileSystem for scheme")) {
        return true;
      }
    }
    return false;
  }
}
