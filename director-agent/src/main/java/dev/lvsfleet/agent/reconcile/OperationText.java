package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.IpvsOperation;

/** Names operations, in words for people and as kinds for metrics. */
final class OperationText {

    private OperationText() {}

    static String of(IpvsOperation operation) {
        return switch (operation) {
            case IpvsOperation.AddService it -> "Add service " + it.serviceKey();
            case IpvsOperation.SetService it -> "Set service " + it.serviceKey();
            case IpvsOperation.DeleteService it -> "Delete service " + it.serviceKey();
            case IpvsOperation.AddDestination it ->
                "Add destination " + it.destination().key() + " to " + it.serviceKey();
            case IpvsOperation.SetDestination it ->
                "Set destination " + it.destination().key() + " of " + it.serviceKey();
            case IpvsOperation.DeleteDestination it ->
                "Delete destination " + it.destinationKey() + " of " + it.serviceKey();
        };
    }

    static String kind(IpvsOperation operation) {
        return switch (operation) {
            case IpvsOperation.AddService _ -> "add-service";
            case IpvsOperation.SetService _ -> "set-service";
            case IpvsOperation.DeleteService _ -> "delete-service";
            case IpvsOperation.AddDestination _ -> "add-destination";
            case IpvsOperation.SetDestination _ -> "set-destination";
            case IpvsOperation.DeleteDestination _ -> "delete-destination";
        };
    }
}
