package dev.lvsfleet.lab.manifest;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import java.io.IOException;

/** Makes what a manifest asks for true in the control plane: creates what is missing, replaces what is there. */
public final class ManifestClient {

    private static final int CONFLICT = 409;

    private final FleetApi api;

    public ManifestClient(FleetApi api) {
        this.api = api;
    }

    /** Applies entry by entry.
     *
     * @throws LabException at the first that is refused; the message carries the control plane's own words */
    public void apply(Manifest manifest) throws IOException, InterruptedException {
        for (ManifestItem item : manifest.items()) {
            String collection = item.kind().collection();
            Answer created = api.post(collection, item.spec().toString());
            Answer answer = created.status() == CONFLICT ? replace(collection + "/" + item.name(), item) : created;
            if (!answer.isSuccess()) {
                throw new LabException("The control plane refuses " + collection + "/" + item.name() + ": "
                        + answer.status() + " " + answer.body());
            }
        }
    }

    private Answer replace(String path, ManifestItem item) throws IOException, InterruptedException {
        Answer current = api.get(path);
        return current.etag().isEmpty()
                ? current
                : api.put(path, current.etag().get(), item.spec().toString());
    }
}
