package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.Inquiry.Family;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.FouClient;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.module.ModuleClient;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.LinkClient;
import dev.lvsfleet.linux.rtnetlink.RouteClient;
import dev.lvsfleet.linux.rtnetlink.UnknownInterfaceException;
import dev.lvsfleet.linux.sys.SystemCallException;
import dev.lvsfleet.linux.sysctl.SysctlClient;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The node through {@code /proc/sys}, modprobe and netlink. Each socket is opened when first needed, and anew after
 * a conversation broke off. Used by one thread, the one whose network namespace it is.
 */
public final class NodeClient implements Node {

    private final SysctlClient settings = new SysctlClient();
    private final ModuleClient modules = new ModuleClient();
    private final TcpTableClient connections = new TcpTableClient();
    private final BootModulesStore boot;
    private @Nullable Clients clients;
    private @Nullable FouClient tunnels;

    /** Clients that share one socket. */
    private record Clients(
            NetlinkConnection connection, LinkClient links, AddressClient addresses, RouteClient routes) {

        static Clients open() {
            NetlinkConnection connection = NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE);
            return new Clients(
                    connection, new LinkClient(connection), new AddressClient(connection), new RouteClient(connection));
        }
    }

    public NodeClient(Path modulesLoadDirectory) {
        this.boot = new BootModulesStore(modulesLoadDirectory);
    }

    @Override
    public NodeState observe(Inquiry inquiry) throws NodeUnavailableException {
        try {
            Clients kernel = clients();
            return new NodeState(
                    inquiry.modules().stream().filter(modules::isLoaded).collect(Collectors.toSet()),
                    boot.read(),
                    values(inquiry.settings()),
                    kernel.links().links().stream().collect(Collectors.toMap(Link::name, Link::up, (one, _) -> one)),
                    kernel.addresses().addresses().stream()
                            .map(it -> new DesiredAddress(it.address(), it.prefixLength(), it.networkInterface()))
                            .collect(Collectors.toSet()),
                    route(kernel, inquiry.route()),
                    inquiry.listeners() ? tunnels().listeners() : Set.of(),
                    connections.inUse(inquiry.connections()));
        } catch (IOException | NetlinkException | NetlinkTransportException | SystemCallException e) {
            close();
            throw new NodeUnavailableException(e);
        }
    }

    private Map<SysctlKey, String> values(Set<SysctlKey> keys) throws IOException {
        Map<SysctlKey, String> values = new HashMap<>();
        for (SysctlKey key : keys) {
            settings.read(key).ifPresent(value -> values.put(key, value));
        }
        return values;
    }

    private static Optional<DefaultRoute> route(Clients kernel, Family family) {
        return switch (family) {
            case NONE -> Optional.empty();
            case IPV4 -> kernel.routes().defaultRoutes(false).stream().findFirst();
            case IPV6 -> kernel.routes().defaultRoutes(true).stream().findFirst();
        };
    }

    @Override
    public Optional<String> perform(BaselineOperation operation) throws InterruptedException {
        try {
            return performed(operation);
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (UnknownInterfaceException | NetlinkException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (NetlinkTransportException | SystemCallException e) {
            close();
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> performed(BaselineOperation operation) throws IOException, InterruptedException {
        switch (operation) {
            case BaselineOperation.LoadModule(String module) -> {
                return modules.load(module);
            }
            case BaselineOperation.WriteBootModules(List<String> names) -> boot.write(names);
            case BaselineOperation.RemoveBootModules() -> boot.remove();
            case BaselineOperation.ChangeSetting(SysctlKey key, String _, String to) -> settings.write(key, to);
            case BaselineOperation.RestoreSetting(SysctlKey key, String to) -> settings.write(key, to);
            case BaselineOperation.OpenListener(GueListener listener) ->
                tunnels().listen(listener);
            case BaselineOperation.CloseListener(GueListener listener) ->
                tunnels().unlisten(listener);
            case BaselineOperation.CreateDevice(Device device) -> create(device);
            case BaselineOperation.RaiseDevice(String name) -> clients().links().bringUp(name);
            case BaselineOperation.LowerDevice(String name) -> clients().links().bringDown(name);
            case BaselineOperation.DeleteDevice(String name) ->
                clients().links().delete(name);
            case BaselineOperation.PutAddress(DesiredAddress address) ->
                clients().addresses().add(on(address));
            case BaselineOperation.TakeAddress(DesiredAddress address) ->
                clients().addresses().remove(on(address));
            case BaselineOperation.ReplaceRoute(var _, DefaultRoute to) ->
                clients().routes().replace(to);
            case BaselineOperation.RestoreRoute(DefaultRoute ours, Optional<DefaultRoute> to) ->
                to.ifPresentOrElse(
                        clients().routes()::replace, () -> clients().routes().delete(ours));
        }
        return Optional.empty();
    }

    private void create(Device device) {
        InetAddress local = device.local();
        if (local == null) {
            clients().links().create(device.name(), device.kind());
        } else if (device.checksummed()) {
            clients().links().createChecksummed(device.name(), device.kind(), local);
        } else {
            clients().links().create(device.name(), device.kind(), local);
        }
    }

    private static InterfaceAddress on(DesiredAddress address) {
        return new InterfaceAddress(address.networkInterface(), address.address(), address.prefixLength());
    }

    private Clients clients() {
        if (clients == null) {
            clients = Clients.open();
        }
        return clients;
    }

    private FouClient tunnels() {
        if (tunnels == null) {
            tunnels = FouClient.open();
        }
        return tunnels;
    }

    @Override
    public void close() {
        if (tunnels != null) {
            tunnels.close();
            tunnels = null;
        }
        if (clients != null) {
            clients.connection().close();
            clients = null;
        }
    }
}
