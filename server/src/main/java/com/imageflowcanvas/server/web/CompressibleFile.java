package com.imageflowcanvas.server.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.HttpResource;

/** A file that is sent in one of two forms, depending on what the client takes. */
final class CompressibleFile extends AbstractResource implements HttpResource {
  private final Resource file;
  private final Optional<byte[]> compressed;

  /**
   * @param compressed what is sent instead of the file
   */
  CompressibleFile(Resource file, Optional<byte[]> compressed) {
    this.file = file;
    this.compressed = compressed;
  }

  @Override
  public HttpHeaders getResponseHeaders() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (compressed.isPresent()) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return headers;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return compressed.isPresent()
        ? new ByteArrayInputStream(compressed.get())
        : file.getInputStream();
  }

  @Override
  public long contentLength() throws IOException {
    return compressed.isPresent() ? compressed.get().length : file.contentLength();
  }

  @Override
  public long lastModified() throws IOException {
    return file.lastModified();
  }

  @Override
  public URL getURL() throws IOException {
    return file.getURL();
  }

  @Override
  public @Nullable String getFilename() {
    return file.getFilename();
  }

  @Override
  public String getDescription() {
    return file.getDescription();
  }
}
