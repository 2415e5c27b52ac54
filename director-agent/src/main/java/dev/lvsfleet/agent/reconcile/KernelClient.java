package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsDump;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsReading;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.IpvsUnavailableException;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import dev.lvsfleet.linux.rtnetlink.UnknownInterfaceException;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kernel through netlink. Sockets are opened when first needed and opened anew after a conversation broke off, so that
 * an agent may start before {@code ip_vs} is loaded. Used by one thread, the one whose network namespace it is.
 */
public final class KernelClient implements Kernel {

    private final Supplier<IpvsClient> openTables;
    private final Supplier<AddressClient> openAddresses;
    private @Nullable IpvsClient tables;
    private @Nullable AddressClient addresses;

    public KernelClient(Supplier<IpvsClient> openTables, Supplier<AddressClient> openAddresses) {
        this.openTables = openTables;
        this.openAddresses = openAddresses;
    }

    @Override
    public Reading observe() throws KernelUnavailableException {
        try {
            IpvsReading read = tables().read();
            IpvsDump dump = read.dump();
            return new Reading(
                    new Observation(dump.table(), held(), dump.notUnderstood()), read.statistics(), read.wide());
        } catch (IpvsUnavailableException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            throw lost(e);
        }
    }

    @Override
    public Set<DesiredAddress> addresses() throws KernelUnavailableException {
        try {
            return held();
        } catch (NetlinkException | NetlinkTransportException | SystemCallException e) {
            throw lost(e);
        }
    }

    private Set<DesiredAddress> held() {
        return opened().addresses().stream()
                .map(it -> new DesiredAddress(it.address(), it.prefixLength(), it.networkInterface()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<VirtualService> services() throws KernelUnavailableException {
        try {
            return tables().services();
        } catch (IpvsUnavailableException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            throw lost(e);
        }
    }

    @Override
    public IpvsStatistics statistics() throws KernelUnavailableException {
        try {
            return tables().statistics();
        } catch (IpvsUnavailableException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            throw lost(e);
        }
    }

    @Override
    public List<OperationResult> apply(List<IpvsOperation> operations) throws KernelUnavailableException {
        try {
            return tables().apply(operations);
        } catch (IpvsUnavailableException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            throw lost(e);
        }
    }

    @Override
    public Optional<String> add(DesiredAddress address) {
        return change(client -> client.add(on(address)));
    }

    @Override
    public Optional<String> remove(DesiredAddress address) {
        return change(client -> client.remove(on(address)));
    }

    private Optional<String> change(Consumer<AddressClient> change) {
        try {
            change.accept(opened());
            return Optional.empty();
        } catch (UnknownInterfaceException | NetlinkException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (NetlinkTransportException | SystemCallException e) {
            close();
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static InterfaceAddress on(DesiredAddress address) {
        return new InterfaceAddress(address.networkInterface(), address.address(), address.prefixLength());
    }

    private IpvsClient tables() {
        if (tables == null) {
            tables = openTables.get();
        }
        return tables;
    }

    private AddressClient opened() {
        if (addresses == null) {
            addresses = openAddresses.get();
        }
        return addresses;
    }

    private KernelUnavailableException lost(RuntimeException cause) {
        close();
        return new KernelUnavailableException(String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public void close() {
        if (tables != null) {
            tables.close();
            tables = null;
        }
        if (addresses != null) {
            addresses.close();
            addresses = null;
        }
    }
}
