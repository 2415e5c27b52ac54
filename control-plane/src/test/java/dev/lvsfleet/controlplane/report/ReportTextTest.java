package dev.lvsfleet.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void propertiesHaveTheOrderOfTheContractAndNewerOnesComeLast() {
        assertThat(ReportText.part("[{'zone':1,'remedy':'c','code':'a','hint':2,'subject':'b'}]".replace('\'', '"')))
                .isEqualTo("[{'code':'a','subject':'b','remedy':'c','hint':2,'zone':1}]".replace('\'', '"'));
    }

    @Test
    void timingsOfNothingAreAbsent() {
        String timed = "{'node':'n','timings':{'receivedAt':'t','plan':'PT0S','apply':'PT0.1S'}}".replace('\'', '"');
        String untimed = "{'timings':{'plan':'PT0S','apply':'PT0S','receivedAt':'t'},'node':'n'}".replace('\'', '"');

        assertThat(ReportText.report(timed)).isEqualTo(timed);
        assertThat(ReportText.report(untimed)).isEqualTo("{'node':'n'}".replace('\'', '"'));
    }
}
