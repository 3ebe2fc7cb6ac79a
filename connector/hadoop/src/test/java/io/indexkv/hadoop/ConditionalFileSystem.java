/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * An object store as S3A shows it since Hadoop 3.4.2, on local files: a file appears when its
 * stream is closed, and with the option of a conditional create only if it is absent then.
 */
public class ConditionalFileSystem extends PlainFileSystem {
  @Override
  public URI getUri() {
    return URI.create("conditional:///");
  }

  @Override
  public String getScheme() {
    return "conditional";
  }

  @Override
  public boolean hasPathCapability(Path path, String capability) throws IOException {
    return capability.equals("fs.option.create.conditional.overwrite")
        || super.hasPathCapability(path, capability);
  }

  @Override
  public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
    return new Builder(this, path);
  }

  private static final class Builder
      extends FSDataOutputStreamBuilder<FSDataOutputStream, Builder> {
    private final ConditionalFileSystem fs;

    Builder(ConditionalFileSystem fs, Path path) {
      super(fs, path);
      this.fs = fs;
    }

    @Override
    public Builder getThisBuilder() {
      return this;
    }

    @Override
    public FSDataOutputStream build() throws IOException {
      rejectUnknownMandatoryKeys(Set.of("fs.option.create.conditional.overwrite"), "");
      if (!getOptions().getBoolean("fs.option.create.conditional.overwrite", false)) {
        throw new IOException("an unconditional create would replace " + getPath());
      }
      File target = fs.pathToFile(getPath());
      return new FSDataOutputStream(new Upload(target), new FileSystem.Statistics("conditional"));
    }
  }

  /** Collects bytes and shows them on close. */
  private static final class Upload extends ByteArrayOutputStream
      implements Abortable, StreamCapabilities {
    private final File target;
    private boolean ended;

    Upload(File target) {
      this.target = target;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        return;
      }
      ended = true;
      java.nio.file.Path upload = target.toPath().resolveSibling(".upload-" + UUID.randomUUID());
      Files.createDirectories(upload.getParent());
      Files.write(upload, toByteArray());
      try {
        Files.createLink(target.toPath(), upload);
      } catch (FileAlreadyExistsException e) {
        throw new PathIOException(target.toString(), "412 Precondition Failed");
      } finally {
        Files.delete(upload);
      }
    }

    @Override
    public AbortableResult abort() {
      boolean was = ended;
      ended = true;
      return new AbortableResult() {
        @Override
        public boolean alreadyClosed() {
          return was;
        }

        @Override
        public IOException anyCleanupException() {
          return null;
        }
      };
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals("fs.capability.outputstream.abortable");
    }
  }
}
