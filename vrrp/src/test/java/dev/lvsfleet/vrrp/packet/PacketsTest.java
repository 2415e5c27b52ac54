package dev.lvsfleet.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes of advertisements, section by section of RFC 9568 and RFC 3768; sums worked out by hand. */
class PacketsTest {

    static final InetAddress OWN = InetAddress.ofLiteral("192.0.2.130");
    static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.131");
    static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    static final InetAddress OWN_SIX = InetAddress.ofLiteral("fe80::130");
    static final InetAddress PEER_SIX = InetAddress.ofLiteral("fe80::131");
    static final InetAddress GROUP_SIX = InetAddress.ofLiteral("ff02::12");

    private static final Arrival FROM_PEER = new Arrival(PEER, GROUP, 255);
    private static final Arrival FROM_PEER_SIX = new Arrival(PEER_SIX, GROUP_SIX, 255);
    private static final Inet4Address VIP = (Inet4Address) InetAddress.ofLiteral("192.168.1.1");
    private static final Inet6Address VIP_SIX = (Inet6Address) InetAddress.ofLiteral("fe80::161");

    private static final VrrpPacket.V3Ipv4 FOUR =
            new VrrpPacket.V3Ipv4(new Vrid(1), new Priority(100), AdvertInterval.SECOND, List.of(VIP));
    private static final VrrpPacket.V3Ipv6 SIX =
            new VrrpPacket.V3Ipv6(new Vrid(1), new Priority(100), AdvertInterval.SECOND, List.of(VIP_SIX));
    private static final VrrpPacket.V2 OLD = new VrrpPacket.V2(
            new Vrid(51),
            new Priority(100),
            AdvertInterval.SECOND,
            List.of(VIP),
            Authentication.SimplePassword.of("1111"));

    /** RFC 9568, section 5.2.8: 3101 + 6401 + 0064 + c0a8 + 0101 = 1570f, folded 5710, its complement a8ef. */
    @Test
    void version3OverIpv4SumsTheMessageAlone() {
        assertThat(hex(PacketWriter.write(FOUR, ChecksumForm.MESSAGE, PEER, GROUP)))
                .isEqualTo("310164010064a8efc0a80101");
    }

    /**
     * RFC 5798, section 5.2.8: to 1570f come c000 + 0283 (source), e000 + 0012 (group), 0070 (protocol), 000c (length); 2fa20
     * in all, folded fa22, its complement 05dd.
     */
    @Test
    void version3OverIpv4MaySumThePseudoHeaderToo() {
        assertThat(hex(PacketWriter.write(FOUR, ChecksumForm.PSEUDO_HEADER, PEER, GROUP)))
                .isEqualTo("31016401006405ddc0a80101");
    }

    /** RFC 3768, section 5.3.8: 2133 + 6401 + 0101 + c0a8 + 0101 + 3131 + 3131 = 1aa40, folded aa41, complement 55be. */
    @Test
    void version2SumsTheMessageWithItsPassword() {
        assertThat(hex(PacketWriter.write(OLD, ChecksumForm.PSEUDO_HEADER, PEER, GROUP)))
                .isEqualTo("213364010101" + "55be" + "c0a80101" + "3131313100000000");
    }

    /** RFC 9568, section 5.2.8 with RFC 8200, section 8.1. */
    @Test
    void version3OverIpv6AlwaysSumsThePseudoHeader() {
        byte[] message = PacketWriter.write(SIX, ChecksumForm.MESSAGE, PEER_SIX, GROUP_SIX);

        assertThat(Checksum.of(message, PEER_SIX, GROUP_SIX)).isZero();
        assertThat(PacketReader.parse(message, FROM_PEER_SIX)).isEqualTo(new Parsed.Valid(SIX, Set.of()));
    }

    /** RFC 5798 and RFC 9568 differ, and both kinds of peers are out there. */
    @Test
    void bothChecksumsOfVersion3OverIpv4AreTakenAndTheMessageFormIsRemarked() {
        assertThat(parsed(FOUR, ChecksumForm.PSEUDO_HEADER)).isEqualTo(new Parsed.Valid(FOUR, Set.of()));
        assertThat(parsed(FOUR, ChecksumForm.MESSAGE))
                .isEqualTo(new Parsed.Valid(FOUR, Set.of(Remark.MESSAGE_CHECKSUM)));
    }

    /** RFC 9568, section 7.1: "MUST verify that the VRRP version is 3"; RFC 3768 the same with 2. */
    @Test
    void aVersionThatIsNeither2Nor3IsDiscarded() {
        assertThat(changed(0, 0x41)).isEqualTo(discarded(DiscardReason.UNKNOWN_VERSION));
        assertThat(changed(0, 0x11)).isEqualTo(discarded(DiscardReason.UNKNOWN_VERSION));
    }

    /** RFC 3768, section 1: version 2 is for IPv4 only. */
    @Test
    void version2OverIpv6IsDiscarded() {
        byte[] message = PacketWriter.write(OLD, ChecksumForm.MESSAGE, PEER, GROUP);

        assertThat(PacketReader.parse(message, FROM_PEER_SIX)).isEqualTo(discarded(DiscardReason.UNKNOWN_VERSION));
    }

    /** RFC 9568, section 5.2.2: "A packet with unknown type MUST be discarded". */
    @Test
    void aTypeThatIsNoAdvertisementIsDiscarded() {
        assertThat(changed(0, 0x32)).isEqualTo(discarded(DiscardReason.UNKNOWN_TYPE));
    }

    /** RFC 9568, section 5.2.5 with its erratum 8299. */
    @Test
    void anAdvertisementOfNoAddressIsDiscarded() {
        assertThat(changed(3, 0)).isEqualTo(discarded(DiscardReason.NO_ADDRESS));
    }

    /** RFC 9568, section 7.1: "MUST verify that the received packet contains the complete VRRP packet". */
    @Test
    void aCountThatDoesNotFitTheLengthIsDiscarded() {
        assertThat(changed(3, 2)).isEqualTo(discarded(DiscardReason.WRONG_LENGTH));
        assertThat(PacketReader.parse(new byte[7], FROM_PEER)).isEqualTo(discarded(DiscardReason.TOO_SHORT));
        assertThat(PacketReader.parse(new byte[0], FROM_PEER)).isEqualTo(discarded(DiscardReason.TOO_SHORT));
    }

    /** RFC 9568, section 7.1: "MUST verify the VRRP checksum". */
    @Test
    void aDamagedAdvertisementIsDiscarded() {
        assertThat(changed(2, 101)).isEqualTo(discarded(DiscardReason.WRONG_CHECKSUM));
    }

    /** RFC 9568, section 7.1 with its erratum 8301. */
    @Test
    void anIntervalOfZeroIsDiscarded() {
        assertThat(summedAgain(5, 0)).isEqualTo(discarded(DiscardReason.NO_INTERVAL));
    }

    /** RFC 9568, section 5.2.3: 1 to 255. */
    @Test
    void aRouterIdOfZeroIsDiscarded() {
        assertThat(summedAgain(1, 0)).isEqualTo(discarded(DiscardReason.NO_ROUTER_ID));
    }

    /** RFC 9568, section 5.2.6: the reserved bits "MUST be set to zero on transmission and ignored on reception". */
    @Test
    void reservedBitsAreIgnored() {
        assertThat(summedAgain(4, 0xf0)).isEqualTo(new Parsed.Valid(FOUR, Set.of(Remark.MESSAGE_CHECKSUM)));
    }

    /** RFC 3768, section 5.3.6.1: of type 0 the authentication data is zero on transmission and ignored on reception. */
    @Test
    void withoutAuthenticationItsFieldIsIgnored() {
        VrrpPacket.V2 open = new VrrpPacket.V2(
                OLD.vrid(), OLD.priority(), OLD.interval(), OLD.addresses(), new Authentication.None());
        byte[] message = PacketWriter.write(open, ChecksumForm.MESSAGE, PEER, GROUP);
        message[message.length - 1] = 7;
        sumAgain(message);

        assertThat(PacketReader.parse(message, FROM_PEER)).isEqualTo(new Parsed.Valid(open, Set.of()));
    }

    @Test
    void anAuthenticationNobodyHasIsDiscarded() {
        byte[] message = PacketWriter.write(OLD, ChecksumForm.MESSAGE, PEER, GROUP);
        message[4] = 2;
        sumAgain(message);

        assertThat(PacketReader.parse(message, FROM_PEER)).isEqualTo(discarded(DiscardReason.UNKNOWN_AUTHENTICATION));
    }

    /** A mapped address is IPv6 on the wire, whatever Java likes to make of it. */
    @Test
    void aMappedIpv6AddressStaysIpv6() throws Exception {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffffc0000201");
        VrrpPacket.V3Ipv6 packet = new VrrpPacket.V3Ipv6(
                new Vrid(9),
                new Priority(1),
                AdvertInterval.SECOND,
                List.of(Inet6Address.getByAddress(null, mapped, -1)));

        byte[] message = PacketWriter.write(packet, ChecksumForm.MESSAGE, PEER_SIX, GROUP_SIX);

        assertThat(PacketReader.parse(message, FROM_PEER_SIX)).isEqualTo(new Parsed.Valid(packet, Set.of()));
    }

    /** RFC 9568, section 5.1.1.3: a TTL that is not 255 MUST be discarded. */
    @Test
    void whatComesFromAnotherLinkIsDiscarded() {
        Acceptance acceptance = Acceptance.fromAnybody(FOUR, OWN);

        assertThat(judged(acceptance, FOUR, new Arrival(PEER, GROUP, 254)))
                .isEqualTo(discarded(DiscardReason.WRONG_TIME_TO_LIVE));
    }

    @Test
    void onlyListedPeersAreHeard() {
        Acceptance acceptance = Acceptance.from(List.of(PEER), FOUR, OWN);

        assertThat(judged(acceptance, FOUR, FROM_PEER)).isInstanceOf(Parsed.Valid.class);
        assertThat(judged(acceptance, FOUR, new Arrival(VIP, GROUP, 255)))
                .isEqualTo(discarded(DiscardReason.UNKNOWN_SOURCE));
        assertThat(judged(acceptance, FOUR, new Arrival(OWN, GROUP, 255)))
                .isEqualTo(discarded(DiscardReason.OWN_SOURCE));
    }

    /** RFC 9568, section 7.1: "MUST verify that the VRID is configured". */
    @Test
    void anotherRouterIsNotObeyed() {
        VrrpPacket other = new VrrpPacket.V3Ipv4(new Vrid(2), FOUR.priority(), FOUR.interval(), FOUR.addresses());

        assertThat(judged(Acceptance.fromAnybody(FOUR, OWN), other, FROM_PEER))
                .isEqualTo(discarded(DiscardReason.OTHER_ROUTER_ID));
        assertThat(PacketReader.routerId(PacketWriter.write(other, ChecksumForm.MESSAGE, PEER, GROUP)))
                .hasValue(2);
        assertThat(PacketReader.routerId(new byte[3])).isEmpty();
    }

    @Test
    void theOtherVersionIsNotObeyed() {
        VrrpPacket three = new VrrpPacket.V3Ipv4(OLD.vrid(), OLD.priority(), OLD.interval(), OLD.addresses());

        assertThat(judged(Acceptance.fromAnybody(OLD, OWN), three, FROM_PEER))
                .isEqualTo(discarded(DiscardReason.OTHER_VERSION));
    }

    /** RFC 2338, section 7.1: the authentication must be the configured one. */
    @Test
    void anotherPasswordIsNotObeyed() {
        VrrpPacket other = new VrrpPacket.V2(
                OLD.vrid(), OLD.priority(), OLD.interval(), OLD.addresses(), Authentication.SimplePassword.of("1112"));

        assertThat(judged(Acceptance.fromAnybody(OLD, OWN), other, FROM_PEER))
                .isEqualTo(discarded(DiscardReason.OTHER_AUTHENTICATION));
        assertThat(judged(Acceptance.fromAnybody(OLD, OWN), OLD, FROM_PEER)).isEqualTo(new Parsed.Valid(OLD, Set.of()));
    }

    /** RFC 3768, section 7.1: "MUST verify that the Adver Interval in the packet is the same as the locally configured". */
    @Test
    void version2DiscardsAnotherIntervalAndVersion3LearnsIt() {
        AdvertInterval two = new AdvertInterval(200);
        VrrpPacket old = new VrrpPacket.V2(OLD.vrid(), OLD.priority(), two, OLD.addresses(), OLD.authentication());
        VrrpPacket recent = new VrrpPacket.V3Ipv4(FOUR.vrid(), FOUR.priority(), two, FOUR.addresses());

        assertThat(judged(Acceptance.fromAnybody(OLD, OWN), old, FROM_PEER))
                .isEqualTo(discarded(DiscardReason.OTHER_INTERVAL));
        assertThat(judged(Acceptance.fromAnybody(FOUR, OWN), recent, FROM_PEER))
                .isEqualTo(new Parsed.Valid(recent, EnumSet.of(Remark.OTHER_INTERVAL)));
    }

    /** Were it discarded, an edit of the addresses on one router first would make two Actives. */
    @Test
    void otherAddressesAreRemarkedAndObeyed() {
        VrrpPacket more =
                new VrrpPacket.V3Ipv4(FOUR.vrid(), FOUR.priority(), FOUR.interval(), List.of(VIP, (Inet4Address)
                        InetAddress.ofLiteral("192.0.2.9")));

        assertThat(judged(Acceptance.fromAnybody(FOUR, OWN), more, FROM_PEER))
                .isEqualTo(new Parsed.Valid(more, EnumSet.of(Remark.OTHER_ADDRESSES)));
    }

    @Test
    void whatCannotBeWrittenCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Vrid(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Priority(256));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdvertInterval(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Authentication.SimplePassword.of("ninechars"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new VrrpPacket.V3Ipv4(new Vrid(1), Priority.OWNER, new AdvertInterval(4096), List.of(VIP)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VrrpPacket.V3Ipv4(new Vrid(1), Priority.OWNER, AdvertInterval.SECOND, List.of()));
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(OLD.toString()).doesNotContain("1111").contains("hidden");
    }

    private static Parsed parsed(VrrpPacket packet, ChecksumForm form) {
        return PacketReader.parse(PacketWriter.write(packet, form, PEER, GROUP), FROM_PEER);
    }

    private static Parsed judged(Acceptance acceptance, VrrpPacket packet, Arrival arrival) {
        byte[] message =
                PacketWriter.write(packet, ChecksumForm.PSEUDO_HEADER, arrival.source(), arrival.destination());
        return AcceptanceRules.judge(acceptance, message, arrival);
    }

    private static Parsed changed(int at, int value) {
        byte[] message = PacketWriter.write(FOUR, ChecksumForm.MESSAGE, PEER, GROUP);
        message[at] = (byte) value;
        return PacketReader.parse(message, FROM_PEER);
    }

    private static Parsed summedAgain(int at, int value) {
        byte[] message = PacketWriter.write(FOUR, ChecksumForm.MESSAGE, PEER, GROUP);
        message[at] = (byte) value;
        sumAgain(message);
        return PacketReader.parse(message, FROM_PEER);
    }

    private static void sumAgain(byte[] message) {
        message[6] = 0;
        message[7] = 0;
        int sum = Checksum.of(message);
        message[6] = (byte) (sum >> 8);
        message[7] = (byte) sum;
    }

    private static Parsed discarded(DiscardReason reason) {
        return new Parsed.Discarded(reason);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
