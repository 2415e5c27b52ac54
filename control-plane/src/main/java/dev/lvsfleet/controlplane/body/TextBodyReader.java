package dev.lvsfleet.controlplane.body;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads at most 1 MiB of text in UTF-8. */
@Provider
@Consumes(MediaType.TEXT_PLAIN)
public class TextBodyReader implements MessageBodyReader<TextBody> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == TextBody.class;
    }

    @Override
    public TextBody readFrom(
            Class<TextBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new TextBody(BodyText.read(headers, body));
    }
}
