package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdvertTimesTest {

    private static final long INTERVAL = 20_000_000L;

    private final ByteBuffer capture = ByteBuffer.allocate(4096)
            .order(ByteOrder.nativeOrder())
            .putInt(0, 0xa1b2c3d4)
            .position(24);

    @Test
    void whatComesAfterMoreThanAnIntervalIsLate() throws IOException {
        advert(0, 130, 7, 100);
        advert(20_000, 130, 7, 100);
        advert(45_000, 130, 7, 100);
        assertThat(late().sorted()).containsExactly(0L, 5_000_000L);
    }

    @Test
    void routersAndHostsAreToldApart() throws IOException {
        advert(0, 130, 7, 100);
        advert(10_000, 130, 8, 100);
        advert(15_000, 131, 7, 100);
        advert(999_999, 130, 9, 100);
        assertThat(late().isEmpty()).isTrue();
    }

    @Test
    void oneThatLostItsRoleMeanwhileIsNotLate() throws IOException {
        advert(0, 130, 7, 100);
        advert(400_001, 130, 7, 100);
        assertThat(late().isEmpty()).isTrue();
    }

    @Test
    void aLastWordIsNoAdvertisement() throws IOException {
        advert(0, 130, 7, 100);
        advert(1_000, 130, 7, 0);
        advert(20_000, 130, 7, 100);
        assertThat(late().sorted()).containsExactly(0L);
    }

    @Test
    void aCaptureThatBreaksOffIsReadAsFarAsItGoes() throws IOException {
        advert(0, 130, 7, 100);
        advert(20_000, 130, 7, 100);
        byte[] all = written();
        assertThat(AdvertTimes.late(Arrays.copyOf(all, all.length - 1), INTERVAL)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> AdvertTimes.late(new byte[100], INTERVAL)).isInstanceOf(IOException.class);
    }

    private void advert(int micros, int source, int id, int priority) {
        byte[] frame = new byte[14 + 20 + 12];
        frame[14] = 0x45;
        frame[14 + 15] = (byte) source;
        frame[14 + 20] = 0x31;
        frame[14 + 21] = (byte) id;
        frame[14 + 22] = (byte) priority;
        capture.putInt(1)
                .putInt(micros)
                .putInt(frame.length)
                .putInt(frame.length)
                .put(frame);
    }

    private Percentiles late() throws IOException {
        return AdvertTimes.late(written(), INTERVAL);
    }

    private byte[] written() {
        return Arrays.copyOf(capture.array(), capture.position());
    }
}
