package dev.lvsfleet.ipvs.testing;

import static dev.lvsfleet.ipvs.testing.FakeArguments.bytes;
import static dev.lvsfleet.ipvs.testing.FakeArguments.number;
import static dev.lvsfleet.ipvs.testing.FakeArguments.require;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fake kernel's tables: attributes kept as they came, by identity, with the errno of every refusal. */
final class FakeTables {

    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq");

    private final Map<List<Byte>, Service> services = new LinkedHashMap<>();

    private record Service(
            Map<Integer, List<Byte>> attributes, Map<List<Byte>, Map<Integer, List<Byte>>> destinations) {}

    void clear() {
        services.clear();
    }

    void newService(FakeArguments arguments) throws FakeRefusal {
        List<Byte> key = serviceKey(arguments);
        Map<Integer, List<Byte>> attributes = settings(arguments);
        if (services.containsKey(key)) {
            throw new FakeRefusal(Errno.EEXIST);
        }
        services.put(key, new Service(attributes, new LinkedHashMap<>()));
    }

    void setService(FakeArguments arguments) throws FakeRefusal {
        List<Byte> key = serviceKey(arguments);
        Map<Integer, List<Byte>> attributes = settings(arguments);
        services.put(key, new Service(attributes, present(key).destinations()));
    }

    void deleteService(FakeArguments arguments) throws FakeRefusal {
        List<Byte> key = serviceKey(arguments);
        present(key);
        services.remove(key);
    }

    void newDestination(FakeArguments arguments) throws FakeRefusal {
        Service service = present(serviceKey(arguments));
        Map<Integer, List<Byte>> attributes = destinationSettings(arguments);
        if (service.destinations().putIfAbsent(destinationKey(arguments), attributes) != null) {
            throw new FakeRefusal(Errno.EEXIST);
        }
    }

    void setDestination(FakeArguments arguments) throws FakeRefusal {
        Service service = present(serviceKey(arguments));
        Map<Integer, List<Byte>> attributes = destinationSettings(arguments);
        if (service.destinations().replace(destinationKey(arguments), attributes) == null) {
            throw new FakeRefusal(Errno.ENOENT);
        }
    }

    void deleteDestination(FakeArguments arguments) throws FakeRefusal {
        Service service = present(serviceKey(arguments));
        if (service.destinations().remove(destinationKey(arguments)) == null) {
            throw new FakeRefusal(Errno.ENOENT);
        }
    }

    List<ByteBuffer> services(GenericNetlinkFamily family) {
        return services.values().stream()
                .map(service -> family.payload(
                        IpvsConstants.CMD_NEW_SERVICE,
                        message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, write(service.attributes()))))
                .toList();
    }

    /** Last added first; and nothing, rather than an error, when there is no such service. */
    List<ByteBuffer> destinations(GenericNetlinkFamily family, FakeArguments arguments) throws FakeRefusal {
        @Nullable Service service = arguments.service().isEmpty() ? null : services.get(serviceKey(arguments));
        if (service == null) {
            return List.of();
        }
        return service.destinations().values().stream()
                .map(attributes -> family.payload(
                        IpvsConstants.CMD_NEW_DEST,
                        message -> message.nested(IpvsConstants.CMD_ATTR_DEST, write(attributes))))
                .toList()
                .reversed();
    }

    private Service present(List<Byte> key) throws FakeRefusal {
        Service service = services.get(key);
        if (service == null) {
            throw new FakeRefusal(Errno.ESRCH);
        }
        return service;
    }

    private static List<Byte> serviceKey(FakeArguments arguments) throws FakeRefusal {
        Map<Integer, List<Byte>> nest = require(arguments.service(), IpvsConstants.SVC_ATTR_AF);
        int family = number(nest, IpvsConstants.SVC_ATTR_AF);
        if (family != LinuxConstants.AF_INET && family != LinuxConstants.AF_INET6) {
            throw new FakeRefusal(Errno.EAFNOSUPPORT);
        }
        if (nest.containsKey(IpvsConstants.SVC_ATTR_FWMARK)) {
            return joined(nest, IpvsConstants.SVC_ATTR_AF, IpvsConstants.SVC_ATTR_FWMARK);
        }
        int[] identity = {
            IpvsConstants.SVC_ATTR_AF,
            IpvsConstants.SVC_ATTR_PROTOCOL,
            IpvsConstants.SVC_ATTR_ADDR,
            IpvsConstants.SVC_ATTR_PORT
        };
        require(nest, identity);
        return joined(padded(nest, IpvsConstants.SVC_ATTR_ADDR), identity);
    }

    /** The service as the kernel will show it: its own HASHED bit set, and the mask applied. */
    private static Map<Integer, List<Byte>> settings(FakeArguments arguments) throws FakeRefusal {
        Map<Integer, List<Byte>> nest = require(
                arguments.service(),
                IpvsConstants.SVC_ATTR_SCHED_NAME,
                IpvsConstants.SVC_ATTR_FLAGS,
                IpvsConstants.SVC_ATTR_TIMEOUT,
                IpvsConstants.SVC_ATTR_NETMASK);
        byte[] name = bytes(nest, IpvsConstants.SVC_ATTR_SCHED_NAME);
        if (name.length > IpvsConstants.LONGEST_NAME + 1 || name[name.length - 1] != 0) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        if (!SCHEDULERS.contains(new String(name, 0, name.length - 1, StandardCharsets.UTF_8))) {
            throw new FakeRefusal(Errno.ENOENT);
        }
        Map<Integer, List<Byte>> shown = padded(nest, IpvsConstants.SVC_ATTR_ADDR);
        byte[] flags = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(number(nest, IpvsConstants.SVC_ATTR_FLAGS) | IpvsConstants.SVC_F_HASHED)
                .putInt(~0)
                .array();
        shown.put(IpvsConstants.SVC_ATTR_FLAGS, FakeArguments.boxed(flags));
        return shown;
    }

    private static List<Byte> destinationKey(FakeArguments arguments) throws FakeRefusal {
        Map<Integer, List<Byte>> nest =
                require(arguments.destination(), IpvsConstants.DEST_ATTR_ADDR, IpvsConstants.DEST_ATTR_PORT);
        return joined(
                padded(nest, IpvsConstants.DEST_ATTR_ADDR), IpvsConstants.DEST_ATTR_ADDR, IpvsConstants.DEST_ATTR_PORT);
    }

    private static Map<Integer, List<Byte>> destinationSettings(FakeArguments arguments) throws FakeRefusal {
        Map<Integer, List<Byte>> nest = require(
                arguments.destination(),
                IpvsConstants.DEST_ATTR_ADDR,
                IpvsConstants.DEST_ATTR_PORT,
                IpvsConstants.DEST_ATTR_FWD_METHOD,
                IpvsConstants.DEST_ATTR_WEIGHT,
                IpvsConstants.DEST_ATTR_U_THRESH,
                IpvsConstants.DEST_ATTR_L_THRESH);
        int upper = number(nest, IpvsConstants.DEST_ATTR_U_THRESH);
        int lower = number(nest, IpvsConstants.DEST_ATTR_L_THRESH);
        if (number(nest, IpvsConstants.DEST_ATTR_WEIGHT) < 0 || Integer.compareUnsigned(lower, upper) > 0) {
            throw new FakeRefusal(Errno.ERANGE);
        }
        if ((bytes(nest, IpvsConstants.DEST_ATTR_ADDR)[0] & 0xf0) == 0xe0) { // multicast
            throw new FakeRefusal(Errno.EINVAL);
        }
        return padded(nest, IpvsConstants.DEST_ATTR_ADDR);
    }

    /** A copy in which the address has the 16 bytes that the kernel shows. */
    private static Map<Integer, List<Byte>> padded(Map<Integer, List<Byte>> nest, int addressType) {
        Map<Integer, List<Byte>> padded = new LinkedHashMap<>(nest);
        padded.computeIfPresent(addressType, (type, _) -> FakeArguments.boxed(Arrays.copyOf(bytes(nest, type), 16)));
        return padded;
    }

    private static List<Byte> joined(Map<Integer, List<Byte>> nest, int... types) {
        return Arrays.stream(types)
                .boxed()
                .flatMap(type -> nest.getOrDefault(type, List.of()).stream())
                .toList();
    }

    private static Consumer<AttributeWriter> write(Map<Integer, List<Byte>> attributes) {
        return nest -> attributes.keySet().forEach(type -> nest.bytes(type, bytes(attributes, type)));
    }
}
