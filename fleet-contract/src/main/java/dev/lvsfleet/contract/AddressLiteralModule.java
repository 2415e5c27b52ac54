package dev.lvsfleet.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.net.InetAddress;

/** Writes an address as its literal and reads only literals, so that no record can cause a name to be looked up. */
public final class AddressLiteralModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public AddressLiteralModule() {
        super("address-literals");
        addSerializer(InetAddress.class, new Writer());
        addDeserializer(InetAddress.class, new Reader());
    }

    private static final class Writer extends StdScalarSerializer<InetAddress> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(InetAddress.class);
        }

        @Override
        public void serialize(InetAddress address, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(AddressText.of(address));
        }
    }

    private static final class Reader extends StdScalarDeserializer<InetAddress> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(InetAddress.class);
        }

        @Override
        public InetAddress deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                return (InetAddress)
                        context.handleWeirdStringValue(InetAddress.class, text, "not an IP address literal");
            }
        }
    }
}
