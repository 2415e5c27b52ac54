package dev.lvsfleet.ipvs;

/** One change of the kernel's table, as plain data: logged, asserted and shown to an operator before it is done. */
public sealed interface IpvsOperation {

    /** The service it changes, or whose destination it changes. */
    ServiceKey serviceKey();

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
