package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.Encapsulation;
import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.Encapsulation.Gre;
import dev.lvsfleet.ipvs.Encapsulation.Gue;
import dev.lvsfleet.ipvs.Encapsulation.IpInIp;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.ForwardingMethod.DirectRoute;
import dev.lvsfleet.ipvs.ForwardingMethod.Masquerade;
import dev.lvsfleet.ipvs.ForwardingMethod.Tunnel;
import dev.lvsfleet.ipvs.ServiceKey;

/** A destination between the value model and words of ipvsadm. */
final class DestinationWords {

    private DestinationWords() {}

    static Destination destination(IpvsadmLine line, ServiceKey service) throws InvalidLineException {
        String server =
                line.value(IpvsadmOption.SERVER).orElseThrow(() -> new InvalidLineException("it names no server (-r)"));
        AddressWords words = AddressWords.of(server);
        DestinationKey key = new DestinationKey(words.address(), words.port().orElse(usualPort(service)));
        ForwardingMethod method = method(line);
        Destination destination = new Destination(
                key,
                method,
                line.number(IpvsadmOption.WEIGHT, 0, Integer.MAX_VALUE, 1),
                line.number(IpvsadmOption.UPPER_THRESHOLD, 0, Integer.MAX_VALUE, 0),
                line.number(IpvsadmOption.LOWER_THRESHOLD, 0, Integer.MAX_VALUE, 0));
        line.requireNothingElse();
        requireReachable(service, destination);
        return destination;
    }

    private static int usualPort(ServiceKey service) {
        return switch (service) {
            case ServiceKey.Endpoint endpoint -> endpoint.port();
            case ServiceKey.FirewallMark _ -> 0;
        };
    }

    private static void requireReachable(ServiceKey service, Destination destination) throws InvalidLineException {
        boolean tunnelled = destination.forwarding() instanceof Tunnel;
        if (destination.key().family() != service.family() && !tunnelled) {
            throw new InvalidLineException("a server of the other IP version is reached only through a tunnel");
        }
    }

    private static ForwardingMethod method(IpvsadmLine line) throws InvalidLineException {
        boolean direct = line.has(IpvsadmOption.DIRECT);
        boolean masquerade = line.has(IpvsadmOption.MASQUERADE);
        boolean tunnel = line.has(IpvsadmOption.TUNNEL);
        if (direct ? masquerade || tunnel : masquerade && tunnel) {
            throw new InvalidLineException("it has more than one of -g, -m and -i");
        }
        if (tunnel) {
            return new Tunnel(encapsulation(line));
        }
        return masquerade ? ForwardingMethod.MASQUERADE : ForwardingMethod.DIRECT_ROUTE;
    }

    private static Encapsulation encapsulation(IpvsadmLine line) throws InvalidLineException {
        String type = line.value(IpvsadmOption.TUNNEL_TYPE).orElse("ipip");
        return switch (type) {
            case "ipip" -> Encapsulation.IPIP;
            case "gre" ->
                switch (checksum(line)) {
                    case NONE -> new Gre(false);
                    case UDP -> new Gre(true);
                    case REMOTE -> throw new InvalidLineException("gre has no remote checksum");
                };
            case "gue" -> new Gue(line.number(IpvsadmOption.TUNNEL_PORT, 1, 0xffff, 0), checksum(line));
            default -> throw new InvalidLineException("tunnel type " + type + " is not ipip, gre or gue");
        };
    }

    private static Checksum checksum(IpvsadmLine line) throws InvalidLineException {
        boolean none = line.has(IpvsadmOption.TUNNEL_PLAIN);
        boolean plain = line.has(IpvsadmOption.TUNNEL_CHECKSUM);
        boolean remote = line.has(IpvsadmOption.TUNNEL_REMOTE_CHECKSUM);
        if (none ? plain || remote : plain && remote) {
            throw new InvalidLineException("it has more than one kind of tunnel checksum");
        }
        if (remote) {
            return Checksum.REMOTE;
        }
        return plain ? Checksum.UDP : Checksum.NONE;
    }

    /** The words of a destination: {@code -r 192.0.2.1:80 -i --tun-type gre --tun-csum -w 3}. */
    static String written(Destination destination) {
        DestinationKey key = destination.key();
        String words = "-r " + AddressWords.written(key.address(), key.port()) + " " + written(destination.forwarding())
                + " -w " + destination.weight();
        if (destination.upperThreshold() != 0) {
            words += " -x " + destination.upperThreshold();
        }
        return destination.lowerThreshold() == 0 ? words : words + " -y " + destination.lowerThreshold();
    }

    private static String written(ForwardingMethod method) {
        return switch (method) {
            case DirectRoute() -> "-g";
            case Masquerade() -> "-m";
            case Tunnel(IpInIp()) -> "-i";
            case Tunnel(Gre(boolean checksum)) -> "-i --tun-type gre" + (checksum ? " --tun-csum" : " --tun-nocsum");
            case Tunnel(Gue(int port, Checksum checksum)) ->
                "-i --tun-type gue --tun-port " + port
                        + switch (checksum) {
                            case NONE -> " --tun-nocsum";
                            case UDP -> " --tun-csum";
                            case REMOTE -> " --tun-remcsum";
                        };
        };
    }
}
