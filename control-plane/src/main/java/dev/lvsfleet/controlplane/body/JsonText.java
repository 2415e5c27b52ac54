package dev.lvsfleet.controlplane.body;

import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a JSON body, which must be UTF-8 without a byte order mark (RFC 8259, section 8.1). */
final class JsonText {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private JsonText() {}

    /**
     * The text. A parser that is given the bytes would guess at UTF-16 and UTF-32 and take them.
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
