package com.imageflowcanvas.server.protocol.rest;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.file.Upload;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body, read strictly: a part with an unknown name is refused. Small
 * parts are in memory, large ones in temporary files that the server removes with the request.
 */
public final class MultipartForm {
  /**
   * Text of one field. Files that are smaller stay in memory too; with much more of it, some dozens
   * of forms with a hundred files each would take all there is.
   */
  public static final int MAX_TEXT_BYTES = 64 * 1024;

  private final Collection<Part> parts;

  private MultipartForm(Collection<Part> parts) {
    this.parts = parts;
  }

  /**
   * Receives the whole body.
   *
   * @param names of the fields and files that there may be
   * @throws ProblemException INVALID_REQUEST, VALIDATION_FAILED or TOO_LARGE
   */
  public static MultipartForm read(HttpServletRequest request, Set<String> names) {
    Collection<Part> parts = receive(request);
    List<FieldError> unknown =
        parts.stream()
            .map(MultipartForm::name)
            .filter(name -> !names.contains(name))
            .distinct()
            .limit(10)
            .map(name -> new FieldError("/" + shorten(name), unknown(name, names)))
            .toList();
    if (!unknown.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION_FAILED, unknown).exception();
    }
    return new MultipartForm(parts);
  }

  /** The text of a field that may be given once. */
  public Optional<String> text(String name) {
    List<String> texts = texts(name);
    if (texts.size() > 1) {
      throw wrong(name, name + ": given " + texts.size() + " times (expected: once)");
    }
    return texts.stream().findFirst();
  }

  /** The texts of a field, in their order. */
  public List<String> texts(String name) {
    return named(name).map(MultipartForm::read).toList();
  }

  /** The files of a name, in their order; what a browser sends for "no file chosen" is none. */
  public List<Upload> files(String name) {
    return named(name)
        .filter(part -> !isNothingChosen(part))
        .map(
            part ->
                new Upload(filename(part), part.getSize(), Optional.empty(), part::getInputStream))
        .toList();
  }

  private Stream<Part> named(String name) {
    return parts.stream().filter(part -> name(part).equals(name));
  }

  private static Collection<Part> receive(HttpServletRequest request) {
    try {
      return new ArrayList<>(request.getParts());
    } catch (IOException | ServletException | RuntimeException e) {
      throw new ProblemException(
          BrokenBody.of(
              e,
              "multipart body: cannot be read (expected: parts between the boundary that"
                  + " Content-Type names, and the closing boundary)"),
          e);
    }
  }

  private static String read(Part part) {
    try (InputStream in = part.getInputStream()) {
      byte[] bytes = in.readNBytes(MAX_TEXT_BYTES + 1);
      if (bytes.length > MAX_TEXT_BYTES) {
        throw new ProblemException(
            ErrorCode.TOO_LARGE,
            name(part) + ": too long (expected: at most " + MAX_TEXT_BYTES + " bytes)");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong(name(part), name(part) + ": broken text (expected: UTF-8)");
    } catch (IOException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST, "the upload broke off (expected: the whole form)", e);
    }
  }

  private static boolean isNothingChosen(Part part) {
    return part.getSize() == 0 && filename(part).isEmpty();
  }

  private static String name(Part part) {
    @Nullable String name = part.getName();
    return name == null ? "" : name;
  }

  private static String filename(Part part) {
    @Nullable String name = part.getSubmittedFileName();
    return name == null ? "" : name;
  }

  private static String unknown(String name, Set<String> names) {
    return "unknown form field: "
        + shorten(name)
        + " (expected: "
        + String.join(", ", names.stream().sorted().toList())
        + ")";
  }

  private static ProblemException wrong(String name, String detail) {
    return Problem.of(ErrorCode.VALIDATION_FAILED, List.of(new FieldError("/" + name, detail)))
        .exception();
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
