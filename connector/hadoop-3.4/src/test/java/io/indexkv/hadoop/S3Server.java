/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** An S3 server in this JVM, in memory, on a port of the loopback interface. */
public final class S3Server implements ObjectStore {
  private static final String BUCKET = "bucket";
  private static final String USER = "user";
  private static final String SECRET = "secret";

  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final S3Proxy server;

  public S3Server() {
    BlobStore objects = new Recording(new TransientNio2BlobStore(), requests);
    objects.createContainer(BUCKET);
    server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, USER, SECRET)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("could not start the S3 server", e);
    }
  }

  @Override
  public String uri() {
    return "s3a://" + BUCKET;
  }

  @Override
  public void configure(Configuration conf) {
    conf.set("fs.s3a.endpoint", "http://127.0.0.1:" + server.getPort());
    conf.set("fs.s3a.endpoint.region", "us-east-1");
    conf.set("fs.s3a.path.style.access", "true");
    conf.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    conf.set("fs.s3a.access.key", USER);
    conf.set("fs.s3a.secret.key", SECRET);
    conf.set("fs.s3a.fast.upload.buffer", "array");
    conf.set("fs.s3a.multipart.size", "5M");
  }

  @Override
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Notes what is read and listed. */
  private static final class Recording extends ForwardingBlobStore {
    private final Queue<String> requests;

    Recording(BlobStore objects, Queue<String> requests) {
      super(objects);
      this.requests = requests;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      requests.add("GET " + request.key() + " " + request.range());
      return super.getBlob(request);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
      requests.add("HEAD " + request.key());
      return super.blobMetadata(request);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
      requests.add("LIST " + request.prefix());
      return super.list(request);
    }

    @Override
    public ListObjectsResponse listV1(ListObjectsRequest request) {
      requests.add("LIST " + request.prefix());
      return super.listV1(request);
    }
  }
}
