package com.imageflowcanvas.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.junit.jupiter.api.Test;

/** Which forms stay in memory; {@code UploadTest} sees that the real server keeps them there. */
class SmallFormsTest {
  private static final MultipartConfigElement ON_DISK =
      new MultipartConfigElement("/somewhere", 900_000_000, 900_000_000, 1_000);

  @Test
  void formsStayInMemoryAsLongAsThereIsRoom() {
    SmallForms forms = new SmallForms(ON_DISK, 2_500_000);
    Map<String, Object> first = form(1_250_000);
    Map<String, Object> other = form(500_000);
    Map<String, Object> second = form(1_000_000);
    Map<String, Object> third = form(1_250_000);

    begin(forms, first);
    begin(forms, other);
    begin(forms, second);
    assertThat(memoryOf(first)).isEqualTo(1_250_000);
    assertThat(memoryOf(other)).isEqualTo(500_000);
    assertThat(second).doesNotContainKey(ServletContextRequest.MULTIPART_CONFIG_ELEMENT);

    end(forms, second);
    end(forms, first);
    end(forms, first);
    begin(forms, third);
    begin(forms, second);
    assertThat(memoryOf(third)).isEqualTo(1_250_000);
    assertThat(second).doesNotContainKey(ServletContextRequest.MULTIPART_CONFIG_ELEMENT);
  }

  @Test
  void largeFormsAndOtherBodiesAreLeftAsTheyAre() {
    SmallForms forms = new SmallForms(ON_DISK, 8 << 20);
    for (long length : new long[] {-1, 0, (4 << 20) + 1}) {
      Map<String, Object> request = form(length);
      begin(forms, request);
      assertThat(request).hasSize(2);
    }
    Map<String, Object> json = form(1_000);
    json.put("type", "application/json");
    begin(forms, json);
    assertThat(json).hasSize(2);
  }

  private static int memoryOf(Map<String, Object> request) {
    MultipartConfigElement config =
        (MultipartConfigElement)
            Objects.requireNonNull(request.get(ServletContextRequest.MULTIPART_CONFIG_ELEMENT));
    assertThat(config.getLocation()).isEqualTo(ON_DISK.getLocation());
    assertThat(config.getMaxFileSize()).isEqualTo(ON_DISK.getMaxFileSize());
    assertThat(config.getMaxRequestSize()).isEqualTo(ON_DISK.getMaxRequestSize());
    return config.getFileSizeThreshold();
  }

  private static Map<String, Object> form(long length) {
    return new HashMap<>(Map.of("length", length, "type", "Multipart/Form-Data; boundary=q"));
  }

  private static void begin(SmallForms forms, Map<String, Object> request) {
    assertThat(forms.preHandle(request(request), nothing(), request)).isTrue();
  }

  private static void end(SmallForms forms, Map<String, Object> request) {
    forms.afterCompletion(request(request), nothing(), request, null);
  }

  private static HttpServletRequest request(Map<String, Object> attributes) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            SmallFormsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContentLengthLong" -> attributes.get("length");
                  case "getContentType" -> attributes.get("type");
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "removeAttribute" -> attributes.remove((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static HttpServletResponse nothing() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            SmallFormsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
