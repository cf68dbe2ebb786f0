package com.imageflowcanvas.server.openapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says which members of an object are always there: those whose record component is neither {@link
 * Nullable} nor left out when empty. What is marked as required by hand stays so.
 */
public final class RecordSchemas implements ModelConverter {
  private final ObjectMapper mapper;

  /**
   * @param mapper that names the members
   */
  public RecordSchemas(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    JavaType java = mapper.constructType(type.getType());
    if (schema != null && java != null && java.isRecordType()) {
      Schema<?> object = defined(schema, context);
      if (object.getProperties() != null) {
        object.setRequired(required(java.getRawClass(), object));
        addReadOver(java.getRawClass(), object);
      }
    }
    return schema;
  }

  /** What may be there and is not looked at. */
  private static void addReadOver(Class<?> record, Schema<?> schema) {
    JsonIgnoreProperties ignored = record.getAnnotation(JsonIgnoreProperties.class);
    if (ignored != null) {
      for (String name : ignored.value()) {
        schema.addProperty(name, new Schema<>().description("read over"));
      }
    }
  }

  private static Schema<?> defined(Schema<?> schema, ModelConverterContext context) {
    String reference = schema.get$ref();
    if (reference == null) {
      return schema;
    }
    Schema<?> found =
        context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    return found == null ? schema : found;
  }

  private List<String> required(Class<?> record, Schema<?> schema) {
    TreeSet<String> names = new TreeSet<>();
    if (schema.getRequired() != null) {
      names.addAll(schema.getRequired());
    }
    Arrays.stream(record.getRecordComponents())
        .filter(RecordSchemas::isAlwaysThere)
        .map(component -> nameOf(component, record))
        .filter(schema.getProperties()::containsKey)
        .forEach(names::add);
    return new ArrayList<>(names);
  }

  private static boolean isAlwaysThere(RecordComponent component) {
    JsonInclude included = component.getAccessor().getAnnotation(JsonInclude.class);
    boolean leftOutWhenEmpty =
        included != null && included.value() == JsonInclude.Include.NON_EMPTY;
    return !leftOutWhenEmpty && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private String nameOf(RecordComponent component, Class<?> record) {
    return mapper
        .getSerializationConfig()
        .introspect(mapper.constructType(record))
        .findProperties()
        .stream()
        .filter(property -> property.getInternalName().equals(component.getName()))
        .map(property -> property.getName())
        .findFirst()
        .orElse(component.getName());
  }
}
