package com.imageflowcanvas.server.protocol.rest.executions;

import com.imageflowcanvas.image.ImageFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;

/**
 * The pictures that a client wants to get as the answer itself. It says so by naming a type of
 * image before all others in {@code Accept}; who only also takes images, as browsers do, gets JSON.
 *
 * @param ranges of {@code Accept}, the dearest first
 */
record AcceptedImages(List<MediaType> ranges) {
  private static final List<ImageFormat> MADE =
      List.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);

  /** Empty where no image is wanted, or nothing that can be understood. */
  static Optional<AcceptedImages> of(HttpServletRequest request) {
    try {
      List<MediaType> ranges = new ArrayList<>();
      for (String header : Collections.list(request.getHeaders(HttpHeaders.ACCEPT))) {
        ranges.addAll(MediaType.parseMediaTypes(header));
      }
      ranges.removeIf(range -> range.getQualityValue() == 0);
      ranges.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
      return Optional.of(ranges)
          .filter(all -> !all.isEmpty() && all.getFirst().getType().equals("image"))
          .map(AcceptedImages::new);
    } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
      return Optional.empty();
    }
  }

  boolean takes(String contentType) {
    MediaType made = MediaType.parseMediaType(contentType);
    return images().anyMatch(range -> range.includes(made) || isJpg(range, contentType));
  }

  boolean takes(ImageFormat format) {
    return takes(format.contentType());
  }

  /** Whether JSON will do where there is no picture to send. */
  boolean orJson() {
    return ranges.stream().anyMatch(range -> range.includes(MediaType.APPLICATION_JSON));
  }

  /** What results can be that the client takes, the dearest first; empty for none. */
  List<ImageFormat> formats() {
    return images()
        .flatMap(
            range ->
                MADE.stream()
                    .filter(
                        made ->
                            range.includes(MediaType.parseMediaType(made.contentType()))
                                || isJpg(range, made.contentType())))
        .distinct()
        .toList();
  }

  private Stream<MediaType> images() {
    return ranges.stream().filter(range -> range.getType().equals("image"));
  }

  /** No registered name, but many a client's. */
  private static boolean isJpg(MediaType range, String contentType) {
    return range.getSubtype().equals("jpg") && contentType.equals(ImageFormat.JPEG.contentType());
  }

  /** As messages show them. */
  @Override
  public String toString() {
    String shown = MediaType.toString(ranges);
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }
}
