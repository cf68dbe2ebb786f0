package com.imageflowcanvas.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Sends the page's own files compressed where the client takes it; each is compressed once and
 * kept. Whoever asks for a range gets it of the file as it is.
 */
final class CompressedFiles extends AbstractResourceResolver {
  private static final Set<String> TEXTS =
      Set.of("html", "js", "css", "json", "svg", "map", "txt", "webmanifest", "xml");

  private final Map<String, byte[]> compressed = new ConcurrentHashMap<>();

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    Resource file = chain.resolveResource(request, path, locations);
    if (file == null || request == null || !isWorthIt(file)) {
      return file;
    }
    boolean compresses = Gzip.isAcceptedBy(request) && request.getHeader(HttpHeaders.RANGE) == null;
    return new CompressibleFile(
        file, compresses ? Optional.of(compressed(file)) : Optional.empty());
  }

  @Override
  protected @Nullable String resolveUrlPathInternal(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return chain.resolveUrlPath(path, locations);
  }

  private static boolean isWorthIt(Resource file) {
    String ending = StringUtils.getFilenameExtension(file.getFilename());
    try {
      return ending != null && TEXTS.contains(ending) && file.contentLength() >= Gzip.MIN_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] compressed(Resource file) {
    try {
      String name = file.getURL() + " " + file.lastModified();
      byte[] known = compressed.get(name);
      if (known == null) {
        known = Gzip.compressed(file.getContentAsByteArray(), Gzip.BEST);
        compressed.put(name, known);
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
