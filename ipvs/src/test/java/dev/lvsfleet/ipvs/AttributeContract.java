package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.Encapsulation.Gre;
import dev.lvsfleet.ipvs.Encapsulation.Gue;
import dev.lvsfleet.ipvs.ForwardingMethod.Tunnel;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.ipvs.OperationResult.Failed;
import dev.lvsfleet.ipvs.Persistence.Sticky;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each attribute of a service and of a destination comes back as it was written, or is refused as expected. */
abstract class AttributeContract extends ContractBed {

    private static final VirtualService SIX = VirtualService.of(service("2001:db8:1::1", 80), "rr");

    @Test
    void everyFamilyProtocolPortAndMarkIsKept() {
        List<ServiceEntry> entries = new ArrayList<>();
        for (String address : List.of("198.51.100.1", "2001:db8:1::1", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")) {
            for (TransportProtocol protocol : TransportProtocol.values()) {
                for (int port : new int[] {1, 80, 65535}) {
                    ServiceKey key = new ServiceKey.Endpoint(protocol, InetAddress.ofLiteral(address), port);
                    entries.add(ServiceEntry.of(VirtualService.of(key, "rr"), List.of()));
                }
            }
        }
        for (AddressFamily family : AddressFamily.values()) {
            for (int mark : new int[] {1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
                ServiceKey key = new ServiceKey.FirewallMark(family, mark);
                entries.add(ServiceEntry.of(VirtualService.of(key, "wlc"), List.of()));
            }
        }

        isKept(entries.toArray(ServiceEntry[]::new));
    }

    @Test
    void everySchedulerIsKept() {
        List<String> schedulers =
                List.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq");

        isKept(IntStream.range(0, schedulers.size())
                .mapToObj(i -> ServiceEntry.of(
                        VirtualService.of(service("198.51.100.1", 1000 + i), schedulers.get(i)), List.of(ONE, TWO)))
                .toArray(ServiceEntry[]::new));
    }

    @Test
    void everySetOfSchedulerFlagsIsKept() {
        List<ServiceEntry> entries = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            Set<SchedulerFlag> flags = SchedulerFlag.of(bits << 2); // the first two are the kernel's own
            for (String scheduler : List.of("sh", "mh")) {
                ServiceKey key = service("198.51.100." + (scheduler.equals("sh") ? 1 : 2), 1000 + bits);
                entries.add(ServiceEntry.of(new VirtualService(key, scheduler, flags, Persistence.NONE), List.of(ONE)));
            }
        }

        isKept(entries.toArray(ServiceEntry[]::new));
    }

    @Test
    void everyPrefixAndTimeoutOfPersistenceIsKept() {
        List<ServiceEntry> entries = new ArrayList<>();
        for (int prefix = 0; prefix <= 32; prefix++) {
            entries.add(sticky("198.51.100.1", 1000 + prefix, new Sticky(300, prefix)));
        }
        for (int prefix : new int[] {1, 8, 63, 64, 65, 127, 128}) {
            entries.add(sticky("2001:db8:1::1", 1000 + prefix, new Sticky(1, prefix)));
        }
        entries.add(sticky("198.51.100.2", 80, new Sticky(Persistence.MOST_SECONDS, 32)));

        isKept(entries.toArray(ServiceEntry[]::new));
    }

    @Test
    void aPersistentServiceOnEveryPortIsKept() {
        isKept(
                ServiceEntry.of(
                        new VirtualService(service("198.51.100.1", 0), "rr", Set.of(), new Sticky(60, 24)),
                        List.of(destination("192.0.2.1", 0, ForwardingMethod.DIRECT_ROUTE))),
                ServiceEntry.of(
                        new VirtualService(service("2001:db8:1::1", 0), "rr", Set.of(), new Sticky(60, 64)),
                        List.of(destination("2001:db8:2::1", 0, ForwardingMethod.DIRECT_ROUTE))));
    }

    @Test
    void aPersistenceEngineIsKeptAndCleared() {
        VirtualService calls = new VirtualService(
                new ServiceKey.Endpoint(TransportProtocol.UDP, InetAddress.ofLiteral("198.51.100.1"), 5060),
                "rr",
                Set.of(SchedulerFlag.ONE_PACKET),
                new Sticky(60, 32, "sip"));
        VirtualService plain = new VirtualService(calls.key(), "rr", calls.flags(), new Sticky(60, 32));

        isKept(ServiceEntry.of(calls, List.of()));
        allDone(new AddService(calls), new SetService(plain));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(plain, List.of()))));
    }

    @Test
    void anUnknownPersistenceEngineIsNamed() {
        VirtualService unknown = new VirtualService(WEB.key(), "rr", Set.of(), new Sticky(60, 32, "no-such"));

        assertThat(client.apply(List.of(new AddService(unknown))))
                .singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.errno()).isEqualTo(Errno.ENOENT);
                    assertThat(failed.message()).contains("no persistence engine 'no-such'");
                });
    }

    @Test
    void everyForwardingMethodIsKeptInBothFamilies() {
        List<ForwardingMethod> methods = List.of(
                ForwardingMethod.MASQUERADE,
                ForwardingMethod.DIRECT_ROUTE,
                ForwardingMethod.TUNNEL,
                new Tunnel(new Gre(false)),
                new Tunnel(new Gre(true)),
                new Tunnel(new Gue(1, Checksum.NONE)),
                new Tunnel(new Gue(6080, Checksum.UDP)),
                new Tunnel(new Gue(65535, Checksum.REMOTE)));

        isKept(
                ServiceEntry.of(
                        WEB,
                        IntStream.range(0, methods.size())
                                .mapToObj(i -> destination("192.0.2." + (i + 1), 80, methods.get(i)))
                                .toList()),
                ServiceEntry.of(
                        SIX,
                        IntStream.range(0, methods.size())
                                .mapToObj(i -> destination("2001:db8:2::" + (i + 1), 80, methods.get(i)))
                                .toList()));
    }

    @Test
    void aTunnelIsSetToAnyOther() {
        List<ForwardingMethod> methods = List.of(
                new Tunnel(new Gue(6080, Checksum.UDP)),
                ForwardingMethod.DIRECT_ROUTE,
                new Tunnel(new Gre(true)),
                ForwardingMethod.TUNNEL,
                new Tunnel(new Gue(1, Checksum.NONE)),
                ForwardingMethod.MASQUERADE);
        allDone(new AddService(WEB), new AddDestination(WEB.key(), ONE));

        for (ForwardingMethod method : methods) {
            Destination changed = Destination.of(ONE.key(), method, 3);
            allDone(new SetDestination(WEB.key(), changed));

            assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of(changed)))));
        }
    }

    @Test
    void aTunnelLeadsToADestinationOfTheOtherFamilyAndNothingElseDoes() {
        Destination six = destination("2001:db8:2::1", 80, ForwardingMethod.TUNNEL);
        Destination four = destination("192.0.2.1", 80, new Tunnel(new Gue(6080, Checksum.NONE)));
        Destination routed = destination("2001:db8:2::2", 80, ForwardingMethod.DIRECT_ROUTE);
        isKept(ServiceEntry.of(WEB, List.of(six)), ServiceEntry.of(SIX, List.of(four)));

        allDone(new AddService(WEB), new AddDestination(WEB.key(), six));
        assertThat(client.apply(List.of(new AddDestination(WEB.key(), routed))))
                .singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.errno()).isEqualTo(Errno.EINVAL);
                    assertThat(failed.message()).contains("[2001:db8:2::2]:80").contains("only through a tunnel");
                });
        allDone(new DeleteDestination(WEB.key(), six.key()));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(WEB, List.of()))));
    }

    @Test
    void oneAddressIsTwoDestinationsInTwoFamilies() {
        Destination four = destination("32.1.13.184", 80, ForwardingMethod.TUNNEL);
        Destination six = destination("2001:db8::", 80, ForwardingMethod.TUNNEL);

        isKept(ServiceEntry.of(WEB, List.of(four, six)));
    }

    @Test
    void weightsAndThresholdsAreKeptToTheirLimits() {
        isKept(ServiceEntry.of(
                WEB,
                List.of(
                        new Destination(destination("192.0.2.1", 1), ForwardingMethod.MASQUERADE, 0, 0, 0),
                        new Destination(
                                destination("192.0.2.1", 2),
                                ForwardingMethod.MASQUERADE,
                                Integer.MAX_VALUE,
                                Integer.MAX_VALUE,
                                Integer.MAX_VALUE),
                        new Destination(destination("192.0.2.1", 65535), ForwardingMethod.MASQUERADE, 1, 2, 1))));
    }

    @Test
    void destinationsThatNobodyCanBeAreRefused() {
        allDone(new AddService(WEB), new AddService(SIX));

        assertThat(errnos(
                        new AddDestination(WEB.key(), destination("224.0.0.1", 80, ForwardingMethod.DIRECT_ROUTE)),
                        new AddDestination(SIX.key(), destination("ff02::1", 80, ForwardingMethod.DIRECT_ROUTE)),
                        new AddDestination(SIX.key(), destination("fe80::1", 80, ForwardingMethod.DIRECT_ROUTE))))
                .containsExactly(Errno.EINVAL, Errno.EINVAL, Errno.EINVAL);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        allDone(new AddService(WEB));

        assertThat(refusal(
                        IpvsConstants.CMD_NEW_DEST, ofWeb(1, IpvsConstants.FWD_DROUTE, -1, 0, ContractBed::unlimited)))
                .isEqualTo(Errno.ERANGE);
        assertThat(refusal(
                        IpvsConstants.CMD_NEW_DEST,
                        ofWeb(
                                1,
                                IpvsConstants.FWD_DROUTE,
                                1,
                                1,
                                destination -> destination.u32(IpvsConstants.DEST_ATTR_L_THRESH, 2))))
                .isEqualTo(Errno.ERANGE);
        assertThat(refusal(
                        IpvsConstants.CMD_NEW_DEST,
                        ofWeb(
                                1,
                                IpvsConstants.FWD_TUNNEL,
                                1,
                                0,
                                destination -> unlimited(destination
                                        .u8(IpvsConstants.DEST_ATTR_TUN_TYPE, IpvsConstants.TUN_TYPE_GUE)
                                        .u16BigEndian(IpvsConstants.DEST_ATTR_TUN_PORT, 0)))))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void whatIsMandatoryIsMissed() {
        allDone(new AddService(WEB));

        assertThat(refusal(IpvsConstants.CMD_NEW_DEST, ofWeb(1, IpvsConstants.FWD_DROUTE, 1, 0, _ -> {})))
                .as("a destination without a lower threshold")
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(
                        IpvsConstants.CMD_NEW_SERVICE,
                        service(
                                17,
                                53,
                                service -> service.string(IpvsConstants.SVC_ATTR_SCHED_NAME, "rr", 15)
                                        .bytes(IpvsConstants.SVC_ATTR_FLAGS, new byte[8])
                                        .u32(IpvsConstants.SVC_ATTR_TIMEOUT, 0))))
                .as("a service without a netmask")
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(
                        IpvsConstants.CMD_NEW_SERVICE,
                        message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, ContractBed::settings)))
                .as("a service without an identity")
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(
                        IpvsConstants.CMD_NEW_SERVICE,
                        message -> message.nested(
                                IpvsConstants.CMD_ATTR_SERVICE,
                                service -> settings(service.u16(IpvsConstants.SVC_ATTR_AF, 1)
                                        .u32(IpvsConstants.SVC_ATTR_FWMARK, 1)))))
                .as("a service of another family")
                .isEqualTo(Errno.EAFNOSUPPORT);
    }

    @Test
    void aMaskPreservesTheFlagsThatItLeavesOut() {
        VirtualService hashed =
                new VirtualService(WEB.key(), "rr", Set.of(SchedulerFlag.PORT, SchedulerFlag.THIRD), Persistence.NONE);
        allDone(new AddService(hashed));

        raw(
                IpvsConstants.CMD_SET_SERVICE,
                service(
                        6,
                        80,
                        service -> service.string(IpvsConstants.SVC_ATTR_SCHED_NAME, "rr", 15)
                                .bytes(IpvsConstants.SVC_ATTR_FLAGS, new byte[8])
                                .u32(IpvsConstants.SVC_ATTR_TIMEOUT, 0)
                                .u32(IpvsConstants.SVC_ATTR_NETMASK, ~0)));

        assertThat(client.dump().table()).isEqualTo(IpvsTable.of(List.of(ServiceEntry.of(hashed, List.of()))));
    }

    @Test
    void anUnknownAttributeIsPassedOver() {
        raw(IpvsConstants.CMD_NEW_SERVICE, service(6, 80, service -> settings(service.u32(99, 1))));

        assertThat(client.dump().table().services()).containsOnlyKeys(WEB.key());
    }

    @Test
    void theDestinationsOfAMissingServiceAreAnEmptyList() {
        assertThat(connection
                        .dump(new IpvsCodec(family).destinations(WEB.key()))
                        .messages())
                .isEmpty();
    }

    private static ServiceEntry sticky(String address, int port, Persistence persistence) {
        return ServiceEntry.of(new VirtualService(service(address, port), "rr", Set.of(), persistence), List.of());
    }
}
