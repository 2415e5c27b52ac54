package dev.lvsfleet.linux.netlink;

import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLMSGERR_ATTR_MSG;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLM_F_ACK_TLVS;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLM_F_CAPPED;

import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;

/** Reads {@code struct nlmsgerr} and the error word of NLMSG_DONE, each perhaps followed by extended acknowledgement. */
final class AcknowledgementCodec {

    private AcknowledgementCodec() {}

    static Acknowledgement fromError(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < Integer.BYTES + NetlinkMessage.HEADER) {
            throw new MalformedMessageException("an acknowledgement of " + payload.remaining() + " bytes is too short");
        }
        int code = payload.getInt();
        int echoed = NetlinkMessage.HEADER;
        if ((message.flags() & NLM_F_CAPPED) == 0) {
            echoed = Math.max(echoed, NetlinkConstants.aligned(payload.getInt(payload.position())));
        }
        return acknowledgement(message, code, payload, echoed);
    }

    static Acknowledgement fromDone(NetlinkMessage message) {
        ByteBuffer payload = message.payload();
        if (payload.remaining() < Integer.BYTES) {
            // Some old families end a dump with a bare header; there is no error to report then.
            return Acknowledgement.DONE;
        }
        return acknowledgement(message, payload.getInt(), payload, 0);
    }

    private static Acknowledgement acknowledgement(NetlinkMessage message, int code, ByteBuffer rest, int skip) {
        if (code == 0) {
            return Acknowledgement.DONE;
        }
        return new Acknowledgement(new Errno(Math.abs(code)), sentence(message, rest, skip));
    }

    private static String sentence(NetlinkMessage message, ByteBuffer rest, int skip) {
        if ((message.flags() & NLM_F_ACK_TLVS) == 0 || skip < 0 || skip > rest.remaining()) {
            return "";
        }
        AttributeReader attributes = new AttributeReader(rest.position(rest.position() + skip));
        String sentence = "";
        while (attributes.next()) {
            if (attributes.type() == NLMSGERR_ATTR_MSG) {
                sentence = attributes.string();
            }
        }
        return sentence;
    }
}
