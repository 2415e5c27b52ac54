package dev.lvsfleet.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds of any bytes and of any packet. A failure names its seed. */
class PacketPropertyTest {

    private static final int PACKETS = 20_000;
    private static final int MESSAGES = 200_000;

    /** Both forms of a sum are taken, so where addresses sum to a power of two one bit could turn one into the other. */
    private static final Arrival REAL = new Arrival(PacketsTest.PEER, PacketsTest.GROUP, 255);

    @Test
    void whatIsWrittenIsReadAgain() {
        forEachSeed(PACKETS, random -> {
            VrrpPacket packet = packet(random);
            Arrival arrival = arrival(packet, random);
            ChecksumForm form = random.nextBoolean() ? ChecksumForm.MESSAGE : ChecksumForm.PSEUDO_HEADER;

            Parsed parsed = PacketReader.parse(
                    PacketWriter.write(packet, form, arrival.source(), arrival.destination()), arrival);

            assertThat(parsed).isInstanceOf(Parsed.Valid.class);
            assertThat(((Parsed.Valid) parsed).packet()).isEqualTo(packet);
        });
    }

    @Test
    void aFlippedBitIsNeverObeyed() {
        forEachSeed(PACKETS, random -> {
            VrrpPacket packet = packet(random);
            Arrival arrival = packet instanceof VrrpPacket.V3Ipv4 ? REAL : arrival(packet, random);
            byte[] message =
                    PacketWriter.write(packet, ChecksumForm.PSEUDO_HEADER, arrival.source(), arrival.destination());
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));

            assertThat(PacketReader.parse(message, arrival)).isInstanceOf(Parsed.Discarded.class);
        });
    }

    @Test
    void anyBytesGiveAPacketOrAReason() {
        Map<DiscardReason, Integer> seen = new EnumMap<>(DiscardReason.class);
        forEachSeed(MESSAGES, random -> {
            VrrpPacket packet = packet(random);
            Arrival arrival = arrival(packet, random);
            byte[] message = random.nextBoolean() ? noise(random) : mutated(packet, arrival, random);

            switch (PacketReader.parse(message, arrival)) {
                case Parsed.Valid(VrrpPacket valid, var _) ->
                    assertThat(PacketWriter.write(valid, ChecksumForm.MESSAGE, arrival.source(), arrival.destination()))
                            .hasSameSizeAs(message);
                case Parsed.Discarded(DiscardReason reason) -> seen.merge(reason, 1, Integer::sum);
            }
        });

        System.out.println("discarded of " + MESSAGES + " messages: " + seen);
        assertThat(seen)
                .containsKeys(
                        DiscardReason.TOO_SHORT,
                        DiscardReason.UNKNOWN_VERSION,
                        DiscardReason.UNKNOWN_TYPE,
                        DiscardReason.NO_ADDRESS,
                        DiscardReason.WRONG_LENGTH,
                        DiscardReason.WRONG_CHECKSUM,
                        DiscardReason.NO_ROUTER_ID,
                        DiscardReason.NO_INTERVAL,
                        DiscardReason.UNKNOWN_AUTHENTICATION);
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(48)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Some bytes set to what often matters, cut or lengthened, and often summed again, so that the sum hides nothing. */
    private static byte[] mutated(VrrpPacket packet, Arrival arrival, Random random) {
        byte[] message = PacketWriter.write(packet, ChecksumForm.MESSAGE, arrival.source(), arrival.destination());
        if (random.nextInt(4) == 0) {
            message = Arrays.copyOf(message, random.nextInt(message.length + 9));
        }
        for (int i = random.nextInt(3); i > 0 && message.length > 0; i--) {
            int at = random.nextBoolean() ? random.nextInt(message.length) : Math.min(i + 2, message.length - 1);
            message[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        }
        if (random.nextBoolean() && message.length >= 8) {
            message[6] = 0;
            message[7] = 0;
            int sum = Checksum.of(message, ChecksumForm.MESSAGE, arrival.source(), arrival.destination());
            message[6] = (byte) (sum >> 8);
            message[7] = (byte) sum;
        }
        return message;
    }

    private static VrrpPacket packet(Random random) {
        Vrid vrid = new Vrid(1 + random.nextInt(255));
        Priority priority = new Priority(random.nextInt(256));
        int count = random.nextInt(20) == 0 ? 255 : 1 + random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 ->
                new VrrpPacket.V2(
                        vrid,
                        priority,
                        new AdvertInterval(100 * (1 + random.nextInt(255))),
                        fours(count, random),
                        random.nextBoolean()
                                ? new Authentication.None()
                                : new Authentication.SimplePassword(random.nextLong()));
            case 1 ->
                new VrrpPacket.V3Ipv4(
                        vrid, priority, new AdvertInterval(1 + random.nextInt(4095)), fours(count, random));
            default ->
                new VrrpPacket.V3Ipv6(
                        vrid, priority, new AdvertInterval(1 + random.nextInt(4095)), sixes(count, random));
        };
    }

    private static Arrival arrival(VrrpPacket packet, Random random) {
        return packet instanceof VrrpPacket.V3Ipv6
                ? new Arrival(
                        sixes(1, random).getFirst(),
                        random.nextBoolean()
                                ? PacketsTest.GROUP_SIX
                                : sixes(1, random).getFirst(),
                        255)
                : new Arrival(
                        fours(1, random).getFirst(),
                        random.nextBoolean()
                                ? PacketsTest.GROUP
                                : fours(1, random).getFirst(),
                        255);
    }

    private static List<Inet4Address> fours(int count, Random random) {
        List<Inet4Address> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add((Inet4Address) address(random, 4));
        }
        return addresses;
    }

    private static List<Inet6Address> sixes(int count, Random random) {
        List<Inet6Address> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add((Inet6Address) address(random, 16));
        }
        return addresses;
    }

    private static InetAddress address(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        try {
            return length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void forEachSeed(int count, Consumer<Random> property) {
        for (long seed = 0; seed < count; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("fails for seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }
}
