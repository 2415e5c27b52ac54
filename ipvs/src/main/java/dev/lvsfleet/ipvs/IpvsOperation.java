package dev.lvsfleet.ipvs;

/** One change of the kernel's table, as plain data: logged, asserted and shown to an operator before it is done. */
public sealed interface IpvsOperation {

    /** The service it changes, or whose destination it changes. */
    ServiceKey serviceKey();

    /** What it does, in words: {@code Add destination 10.1.0.1:80 to TCP 10.0.0.1:80}. */
    default String title() {
        return switch (this) {
            case AddService it -> "Add service " + it.serviceKey();
            case SetService it -> "Set service " + it.serviceKey();
            case DeleteService it -> "Delete service " + it.serviceKey();
            case AddDestination it -> "Add destination " + it.destination().key() + " to " + it.serviceKey();
            case SetDestination it -> "Set destination " + it.destination().key() + " of " + it.serviceKey();
            case DeleteDestination it -> "Delete destination " + it.destinationKey() + " of " + it.serviceKey();
        };
    }

    /** What kind of change it is, as figures name it: {@code add-destination}. */
    default String kind() {
        return switch (this) {
            case AddService _ -> "add-service";
            case SetService _ -> "set-service";
            case DeleteService _ -> "delete-service";
            case AddDestination _ -> "add-destination";
            case SetDestination _ -> "set-destination";
            case DeleteDestination _ -> "delete-destination";
        };
    }

    record AddService(VirtualService service) implements IpvsOperation {
        @Override
        public ServiceKey serviceKey() {
            return service.key();
        }
    }

    record SetService(VirtualService service) implements IpvsOperation {
        @Override
        public ServiceKey serviceKey() {
            return service.key();
        }
    }

    record DeleteService(ServiceKey serviceKey) implements IpvsOperation {}

    record AddDestination(ServiceKey serviceKey, Destination destination) implements IpvsOperation {}

    record SetDestination(ServiceKey serviceKey, Destination destination) implements IpvsOperation {}

    record DeleteDestination(ServiceKey serviceKey, DestinationKey destinationKey) implements IpvsOperation {}
}
