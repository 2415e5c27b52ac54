package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.baseline.Inquiry;
import dev.lvsfleet.agent.baseline.Node;
import dev.lvsfleet.agent.baseline.NodeClient;
import dev.lvsfleet.agent.baseline.NodeUnavailableException;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.linux.arp.ArpAnswer;
import dev.lvsfleet.linux.arp.ArpClient;
import dev.lvsfleet.linux.clock.ClockClient;
import dev.lvsfleet.linux.clock.ClockReading;
import dev.lvsfleet.linux.module.ModuleClient;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.rtnetlink.LinkClient;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the node through the kernel, on the wire, and through nft. Used by one thread, whose network namespace it is. */
public final class NodeProbeClient implements NodeProbe {

    private static final Duration LISTENING = Duration.ofSeconds(1);
    private static final String AS_ROOT = "run the agent as root, or give it CAP_NET_ADMIN and CAP_NET_RAW";

    private final Node node;
    private final ModuleClient modules = new ModuleClient();
    private final BootModulesClient boot;
    private final FirewallClient firewall = new FirewallClient();
    private final SecurityClient security = new SecurityClient();

    public NodeProbeClient(Path modulesLoadDirectory) {
        this.node = new NodeClient(modulesLoadDirectory);
        this.boot = new BootModulesClient(modulesLoadDirectory);
    }

    @Override
    public Symptoms look(Optional<DesiredState> document) throws InterruptedException {
        Seen<ClockReading> clock = clock();
        if (document.isEmpty()) {
            Seen<Host> host = new Seen.Unknown<>("no document says what the node shall be", "");
            return new Symptoms(
                    clock, security.read(), host, new Seen.Known<>(Ruleset.NONE), new Seen.Known<>(Wire.SILENT));
        }
        Seen<Host> host = host(document.get());
        Seen<Wire> wire = switch (host) {
            case Seen.Known<Host>(Host value) -> wire(document.get(), value);
            case Seen.Unknown<Host> unknown -> new Seen.Unknown<>(unknown.reason(), unknown.remedy());
        };
        return new Symptoms(clock, security.read(), host, firewall.read(), wire);
    }

    private static Seen<ClockReading> clock() {
        try {
            return new Seen.Known<>(new ClockClient().read());
        } catch (SystemCallException | IllegalStateException e) {
            return new Seen.Unknown<>(String.valueOf(e.getMessage()), "look with chronyc tracking or timedatectl");
        }
    }

    private Seen<Host> host(DesiredState document) {
        Inquiry inquiry = HostRules.inquiry(document);
        try (LinkClient links = LinkClient.open()) {
            return new Seen.Known<>(new Host(
                    node.observe(inquiry),
                    links.links(),
                    inquiry.modules().stream().filter(modules::isBuiltIn).collect(Collectors.toSet()),
                    boot.read()));
        } catch (NodeUnavailableException
                | IOException
                | NetlinkException
                | NetlinkTransportException
                | SystemCallException e) {
            return new Seen.Unknown<>("the node could not be read: " + e.getMessage(), AS_ROOT);
        }
    }

    private static Seen<Wire> wire(DesiredState document, Host host) {
        try {
            ArpClient arp = new ArpClient();
            Set<ArpAnswer> heard = new HashSet<>();
            for (WireRules.Question question : WireRules.questions(document, host)) {
                Set<ArpAnswer> answers = arp.ask(question.on(), question.sender(), question.addresses(), LISTENING);
                if (!answers.isEmpty() && !question.names().isEmpty()) {
                    heard.addAll(arp.ask(question.on(), question.sender(), question.names(), LISTENING));
                }
                heard.addAll(answers);
            }
            return new Seen.Known<>(new Wire(heard));
        } catch (SystemCallException | IllegalStateException e) {
            return new Seen.Unknown<>("nobody could be asked by ARP: " + e.getMessage(), AS_ROOT);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
