package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which operations take something away, and which of these are harmless once it is known what could be added.
 *
 * <p>A weight of 0 takes away as much as a deletion does, so both wait for what takes their place.
 */
final class WithdrawalRules {

    private WithdrawalRules() {}

    /**
     * How far an attempt got before anything was taken away.
     *
     * @param now what the kernel holds
     * @param lacking services that lack something they should have
     * @param leading addresses that still lead here, although nobody desires them any more
     */
    record Progress(IpvsTable now, Set<ServiceKey> lacking, Set<InetAddress> leading) {}

    /** What a plan adds and alters, in its order. */
    static List<IpvsOperation> gains(IpvsPlan plan) {
        return plan.additions().stream().filter(it -> !isDrain(it)).toList();
    }

    /** What a plan takes away, in its order. */
    static List<IpvsOperation> withdrawals(IpvsPlan plan) {
        List<IpvsOperation> withdrawals = new ArrayList<>(
                plan.additions().stream().filter(WithdrawalRules::isDrain).toList());
        withdrawals.addAll(plan.removals());
        return withdrawals;
    }

    /**
     * Why somebody who should be served would lose by it, in words; empty when nobody would.
     *
     * <p>Where a service lacks something, those that were replaced stay. Those whom health or the operator takes out while
     * they belong to the service may go if somebody desired stays behind.
     */
    static Optional<String> obstacle(IpvsOperation withdrawal, Target target, Progress progress) {
        if (isHarmless(withdrawal, target, progress)) {
            return Optional.empty();
        }
        return Optional.of(
                withdrawal instanceof IpvsOperation.DeleteService(ServiceKey.Endpoint key)
                                && progress.leading().contains(key.address())
                        ? "its address could not be removed"
                        : "what takes its place is not there");
    }

    private static boolean isHarmless(IpvsOperation withdrawal, Target target, Progress progress) {
        return switch (withdrawal) {
            case IpvsOperation.DeleteService(ServiceKey.Endpoint key) ->
                !progress.leading().contains(key.address()) && leadsSomewhere(key.address(), target, progress);
            // Marks are put on packets by rules that are not ours, so no address of ours leads to it.
            case IpvsOperation.DeleteService(ServiceKey.FirewallMark _) -> true;
            case IpvsOperation.DeleteDestination(ServiceKey key, DestinationKey destination) ->
                mayLeave(key, destination, target, progress);
            case IpvsOperation.SetDestination(ServiceKey key, Destination destination) ->
                mayLeave(key, destination.key(), target, progress);
            case IpvsOperation.AddService _, IpvsOperation.SetService _, IpvsOperation.AddDestination _ -> true;
        };
    }

    /** Whether an address is not desired any more, or leads to one of its desired services. */
    private static boolean leadsSomewhere(InetAddress address, Target target, Progress progress) {
        List<ServiceKey> wanted = target.table().services().keySet().stream()
                .filter(it -> it instanceof ServiceKey.Endpoint endpoint
                        && endpoint.address().equals(address))
                .toList();
        return wanted.isEmpty() || wanted.stream().anyMatch(progress.now().services()::containsKey);
    }

    private static boolean isDrain(IpvsOperation operation) {
        return operation instanceof IpvsOperation.SetDestination(ServiceKey _, Destination destination)
                && destination.weight() == 0;
    }

    private static boolean mayLeave(ServiceKey key, DestinationKey leaving, Target target, Progress progress) {
        if (!progress.lacking().contains(key)) {
            return true;
        }
        return destinations(target.claims(), key).containsKey(leaving) && somebodyStays(key, target, progress);
    }

    /** Somebody who takes connections now and is meant to. */
    private static boolean somebodyStays(ServiceKey key, Target target, Progress progress) {
        Map<DestinationKey, Destination> wanted = destinations(target.table(), key);
        return destinations(progress.now(), key).values().stream()
                .filter(it -> it.weight() > 0)
                .map(it -> wanted.get(it.key()))
                .anyMatch(it -> it != null && it.weight() > 0);
    }

    private static Map<DestinationKey, Destination> destinations(IpvsTable table, ServiceKey key) {
        ServiceEntry entry = table.services().get(key);
        return entry == null ? Map.of() : entry.destinations();
    }
}
