package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.util.List;
import java.util.Optional;

/** One change of a node on the way to its baseline, or back; plain data. */
public sealed interface BaselineOperation {

    record LoadModule(String module) implements BaselineOperation {}

    /** Writes the file of the modules that are loaded at boot. */
    record WriteBootModules(List<String> modules) implements BaselineOperation {
        public WriteBootModules {
            modules = List.copyOf(modules);
        }
    }

    record RemoveBootModules() implements BaselineOperation {}

    record ChangeSetting(SysctlKey key, String from, String to) implements BaselineOperation {}

    /** Opens a port at which the kernel unwraps GUE. */
    record OpenListener(GueListener listener) implements BaselineOperation {}

    record CloseListener(GueListener listener) implements BaselineOperation {}

    record CreateDevice(Device device) implements BaselineOperation {}

    record RaiseDevice(String name) implements BaselineOperation {}

    record PutAddress(DesiredAddress address) implements BaselineOperation {}

    record TakeAddress(DesiredAddress address) implements BaselineOperation {}

    record LowerDevice(String name) implements BaselineOperation {}

    record DeleteDevice(String name) implements BaselineOperation {}

    /** Puts back the value that was there before. */
    record RestoreSetting(SysctlKey key, String to) implements BaselineOperation {}

    record ReplaceRoute(Optional<DefaultRoute> from, DefaultRoute to) implements BaselineOperation {}

    /** Puts back the route that was there before, or takes ours away when there was none. */
    record RestoreRoute(DefaultRoute ours, Optional<DefaultRoute> to) implements BaselineOperation {}

    /** Whether it makes what a node shall have, and so is a repair when it was done before; the others take back. */
    default boolean isRepair() {
        return switch (this) {
            case LoadModule _,
                    WriteBootModules _,
                    ChangeSetting _,
                    OpenListener _,
                    CreateDevice _,
                    RaiseDevice _,
                    PutAddress _,
                    ReplaceRoute _ -> true;
            case RemoveBootModules _,
                    CloseListener _,
                    TakeAddress _,
                    LowerDevice _,
                    DeleteDevice _,
                    RestoreSetting _,
                    RestoreRoute _ -> false;
        };
    }

    /** What it does, for people. */
    default String title() {
        return switch (this) {
            case LoadModule(String module) -> "load module " + module;
            case WriteBootModules(List<String> modules) -> "load at boot " + String.join(", ", modules);
            case RemoveBootModules() -> "load nothing at boot";
            case ChangeSetting(SysctlKey key, String from, String to) -> "set " + key + " from " + from + " to " + to;
            case OpenListener(GueListener listener) -> "unwrap gue at " + listener;
            case CloseListener(GueListener listener) -> "unwrap gue no more at " + listener;
            case CreateDevice(Device device) -> "make " + device.name();
            case RaiseDevice(String name) -> "bring up " + name;
            case PutAddress(DesiredAddress address) -> "put address " + text(address);
            case TakeAddress(DesiredAddress address) -> "take away address " + text(address);
            case LowerDevice(String name) -> "bring down " + name;
            case DeleteDevice(String name) -> "delete " + name;
            case RestoreSetting(SysctlKey key, String to) -> "set " + key + " back to " + to;
            case ReplaceRoute(var _, DefaultRoute to) -> "set the " + to;
            case RestoreRoute(DefaultRoute ours, var to) ->
                to.map(it -> "set back the " + it).orElse("delete the " + ours);
        };
    }

    private static String text(DesiredAddress address) {
        return AddressText.of(address.address()) + "/" + address.prefixLength() + " on " + address.networkInterface();
    }
}
