package dev.lvsfleet.controlplane.body;

import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a body: at most 1 MiB, in UTF-8 without a byte order mark, as RFC 8259, section 8.1, wants JSON and we want all
 * text.
 */
final class BodyText {

    static final int LIMIT_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private BodyText() {}

    /**
     * Reads a body to its end or to the limit.
     *
     * @throws ProblemException when it is too large, or is not such text
     * @throws NotSupportedException when it is said to be of no type
     */
    static String read(MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        String said = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (said != null && said.isBlank()) {
            // The router lets an empty one pass, as if there were none.
            throw new NotSupportedException();
        }
        String declared = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        if (declared != null && declared.length() > 7) {
            throw tooLarge();
        }
        byte[] bytes = body.readNBytes(LIMIT_BYTES + 1);
        if (bytes.length > LIMIT_BYTES) {
            throw tooLarge();
        }
        return of(bytes);
    }

    private static ProblemException tooLarge() {
        return ProblemKind.TOO_LARGE.because("A body may have at most 1 MiB.").exception();
    }

    /**
     * The text of these bytes. A parser that is given the bytes would guess at UTF-16 and UTF-32 and take them.
     *
     * @throws ProblemException when the bytes are not such text
     */
    static String of(byte[] bytes) {
        String text = decode(bytes);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw refused("it begins with a byte order mark");
        }
        // No JSON has NUL, and whatever ASCII was written in UTF-16 or UTF-32 is full of it.
        if (text.indexOf('\0') >= 0) {
            throw refused("it has NUL bytes, as UTF-16 and UTF-32 do");
        }
        return text;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("it has bytes that are none");
        }
    }

    private static ProblemException refused(String because) {
        return ProblemKind.INVALID
                .because("The body must be UTF-8 without a byte order mark: " + because + ".")
                .at("")
                .exception();
    }
}
